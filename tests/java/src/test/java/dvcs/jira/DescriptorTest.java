package dvcs.jira;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** atlassian-plugin.xml and the scanner's index files against the classes and resources that they name. */
class DescriptorTest {
    private static final Path TOP = top();
    private static Element plugin;

    private static Path top() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("atlassian-plugin.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @BeforeAll
    static void parse() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        plugin = factory.newDocumentBuilder().parse(TOP.resolve("atlassian-plugin.xml").toFile()).getDocumentElement();
    }

    private static Stream<Element> elements(String name) {
        NodeList all = plugin.getElementsByTagName(name);
        return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i));
    }

    @Test
    void everyClassOfOursIsThere() throws Exception {
        List<String> names = elements("*").map(each -> each.getAttribute("class")).filter(name -> name.startsWith("dvcs.")).toList();
        assertThat(names).hasSizeGreaterThan(4);
        for (String name : names) {
            assertThat(Class.forName(name).getConstructors()).as(name).hasSize(1);
        }
    }

    @Test
    void everyEntityIsThere() throws Exception {
        for (Element entity : elements("entity").toList()) {
            assertThat(Class.forName(entity.getTextContent().strip()).isInterface()).isTrue();
        }
    }

    @Test
    void everyResourceIsThere() {
        elements("resource").filter(each -> !each.getAttribute("type").equals("i18n")).forEach(each -> assertThat(
                DescriptorTest.class.getResource("/" + each.getAttribute("location"))).as(each.getAttribute("location")).isNotNull());
    }

    @Test
    void keysAreUniqueAndOurOwn() {
        List<String> keys = elements("*").filter(each -> each.getParentNode() == plugin && each.hasAttribute("key"))
                .map(each -> each.getAttribute("key")).toList();
        assertThat(keys).doesNotHaveDuplicates().contains("dvcs-native-accounts", "dvcs-commits", "dvcs-development");
        assertThat(plugin.getAttribute("key")).isEqualTo("dvcs.native.connector");
        assertThat(elements("url-pattern").map(Element::getTextContent)).allMatch(pattern -> pattern.startsWith("/dvcs/"));
    }

    @Test
    void theIndexFilesNameClassesOfTheClassPath() throws Exception {
        Path folder = TOP.resolve("java-shim/src/main/resources/META-INF/plugin-components");
        for (String file : List.of("component", "imports", "exports")) {
            List<String> lines = Files.readAllLines(folder.resolve(file));
            assertThat(lines).isNotEmpty().doesNotHaveDuplicates();
            for (String line : lines) {
                assertThat(Class.forName(line.split("#")[0])).isNotNull();
            }
        }
    }

    @Test
    void theBeansTakeExactlyWhatIsImported() throws Exception {
        List<String> imported = Files.readAllLines(TOP.resolve("java-shim/src/main/resources/META-INF/plugin-components/imports"))
                .stream().map(line -> line.split("#")[0]).sorted().toList();
        List<Class<?>> beans = List.of(Class.forName("dvcs.plugin.Root"), Class.forName("dvcs.jira.CommandServices"));
        List<String> taken = beans.stream().flatMap(bean -> Stream.of(bean.getConstructors()[0].getParameterTypes()))
                .filter(type -> !beans.contains(type)).map(Class::getName).distinct().sorted().toList();
        assertThat(taken).isEqualTo(imported);
    }
}
