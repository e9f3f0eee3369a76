package dvcs.devhost.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** One element of atlassian-plugin.xml, and the questions that are asked of it. */
public record Module(Element xml) {
    public String type() {
        return xml.getTagName();
    }

    public String key() {
        return xml.getAttribute("key");
    }

    /** Empty when missing. */
    public String attribute(String name) {
        return xml.getAttribute(name);
    }

    /** Web fragments without a weight have 1000 (jira-platform.md 2.3 [D]). */
    public int weight() {
        String weight = attribute("weight");
        return weight.isEmpty() ? 1000 : Integer.parseInt(weight);
    }

    public List<Module> children(String name) {
        List<Module> found = new ArrayList<>();
        for (Node node = xml.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(new Module(element));
            }
        }
        return found;
    }

    /** Trimmed texts of the children of this name. */
    public List<String> texts(String name) {
        return children(name).stream().map(Module::text).toList();
    }

    public String text() {
        return xml.getTextContent().trim();
    }

    /** {@code <param name value>} or with its value as text; the same for {@code init-param}'s nested elements. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Module parameter : children("param")) {
            String value = parameter.attribute("value");
            parameters.put(parameter.attribute("name"), value.isEmpty() ? parameter.text() : value);
        }
        for (Module parameter : children("init-param")) {
            parameters.put(
                    parameter.texts("param-name").get(0),
                    parameter.texts("param-value").get(0));
        }
        return parameters;
    }

    /** Key of the label's text, or the text itself. */
    public String label() {
        return children("label").stream()
                .findFirst()
                .map(l -> l.attribute("key").isEmpty() ? l.text() : l.attribute("key"))
                .orElse(attribute("name"));
    }
}
