package dvcs.verify;

import dvcs.verify.Reference.Place;

/** One jar of ours against Jira's. */
final class Verification {
    private Verification() {}

    static Report of(PluginJar ours, JarFolders jars) {
        var report = new Report(ours);
        var world = new World(ours, jars);
        var hierarchy = new Hierarchy(world);
        var resolver = new Resolver(world, hierarchy, report);
        ours.references().forEach(resolver::resolve);
        var inheritance = new Inheritance(hierarchy, report);
        ours.classes().values().forEach(inheritance::check);
        ours.imports().keySet().stream().filter(Names::isWatchedPackage).filter(name -> !jars.hasPackage(name))
            .forEach(name -> report.problem(name, "missing package " + name, new Place(null, "Import-Package of META-INF/MANIFEST.MF")));
        world.unreadable().forEach(report::unreadable);
        return report;
    }
}
