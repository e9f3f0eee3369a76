package dvcs.devhost.plugin;

import com.atlassian.plugin.PluginParseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** atlassian-plugin.xml (public SDK documentation; jira-platform.md 2). */
public record Descriptor(String key, String name, String version, List<Module> modules) {
    static Descriptor read(InputStream xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element root = factory.newDocumentBuilder().parse(xml).getDocumentElement();
            if (!root.getAttribute("plugins-version").equals("2")) {
                throw new PluginParseException("atlassian-plugin.xml: plugins-version must be 2");
            }
            List<Module> modules = new ArrayList<>();
            String version = "0";
            for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element && element.getTagName().equals("plugin-info")) {
                    version = new Module(element)
                            .texts("version").stream().findFirst().orElse(version);
                } else if (node instanceof Element element) {
                    modules.add(new Module(element));
                }
            }
            return new Descriptor(root.getAttribute("key"), root.getAttribute("name"), version, List.copyOf(modules));
        } catch (ParserConfigurationException | SAXException e) {
            throw new PluginParseException("atlassian-plugin.xml cannot be read: " + e.getMessage(), e);
        }
    }

    /** In the file's order. */
    public List<Module> modules(String type) {
        return modules.stream().filter(m -> m.type().equals(type)).toList();
    }
}
