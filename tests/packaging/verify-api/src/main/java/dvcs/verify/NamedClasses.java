package dvcs.verify;

import dvcs.verify.Reference.Place;
import dvcs.verify.Reference.ToClass;
import dvcs.verify.Reference.Use;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Jira's classes that only a text names. */
final class NamedClasses {
    private NamedClasses() {}

    /** The indexes of Spring Scanner, a line each: {@code class#bean} or {@code class#interface,interface}. */
    static List<Reference> inLines(String file, String text) {
        return references(file, Arrays.stream(text.split("[#,\\s]+")));
    }

    /** The plugin descriptor: values of attributes, and elements such as {@code <interface>}. */
    static List<Reference> inXml(String file, byte[] xml) {
        var texts = new ArrayList<String>();
        try {
            var factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            var reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.hasNext()) {
                collect(reader, reader.next(), texts);
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("not well-formed XML (" + e.getMessage() + ")", e);
        }
        return references(file, texts.stream());
    }

    private static void collect(XMLStreamReader reader, int event, List<String> texts) {
        if (event == XMLStreamReader.START_ELEMENT) {
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                texts.add(reader.getAttributeValue(i));
            }
        } else if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.CDATA) {
            texts.add(reader.getText());
        }
    }

    private static List<Reference> references(String file, Stream<String> texts) {
        return texts.map(String::strip).filter(Names::isWatchedClass).distinct()
            .<Reference>map(name -> new ToClass(Names.internal(name), Use.NAMED, new Place(null, file))).toList();
    }
}
