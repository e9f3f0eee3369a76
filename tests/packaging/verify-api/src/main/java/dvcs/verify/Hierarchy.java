package dvcs.verify;

import dvcs.verify.ApiClass.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Finds members through super types, as the JVM specification does (5.4.3.2 fields, 5.4.3.3 and 5.4.3.4 methods). */
final class Hierarchy {
    record Found(ApiClass owner, Member member) {
        boolean isAbstract() {
            return member.is(Opcodes.ACC_ABSTRACT);
        }
    }

    private final World world;

    Hierarchy(World world) {
        this.world = world;
    }

    /** Itself and its super classes, then their interfaces, nearest first. Those that cannot be found are left out. */
    List<ApiClass> lineage(String name) {
        var all = new LinkedHashSet<ApiClass>();
        Optional<ApiClass> next = world.find(name);
        while (next.isPresent() && all.add(next.get()) && next.get().superName() != null) {
            next = world.find(next.get().superName());
        }
        var queue = new ArrayDeque<>(all);
        while (!queue.isEmpty()) {
            for (String each : queue.remove().interfaces()) {
                world.find(each).filter(all::add).ifPresent(queue::add);
            }
        }
        return List.copyOf(all);
    }

    /** Super types that are named but nowhere to be found: they might have had the member. */
    Set<String> missing(String name) {
        var missing = new LinkedHashSet<String>();
        for (ApiClass each : lineage(name)) {
            var supers = new ArrayList<>(each.interfaces());
            if (each.superName() != null) {
                supers.add(each.superName());
            }
            supers.stream().filter(type -> world.find(type).isEmpty()).forEach(missing::add);
        }
        return missing;
    }

    boolean isSubclass(String name, String of) {
        return lineage(name).stream().anyMatch(each -> each.name().equals(of));
    }

    Optional<Found> method(String owner, String name, String descriptor) {
        var candidates = new ArrayList<Found>();
        for (ApiClass type : lineage(owner)) {
            for (Member method : type.methods()) {
                if (!method.has(name, descriptor)) {
                    continue;
                }
                if (!type.isInterface() || type.name().equals(owner)) {
                    return Optional.of(new Found(type, method)); // classes come first, and win
                }
                if (!method.is(Opcodes.ACC_STATIC) && !method.is(Opcodes.ACC_PRIVATE)) {
                    candidates.add(new Found(type, method));
                }
            }
        }
        return mostSpecific(candidates);
    }

    /** A method hides those that its interface inherits; of the rest a default comes before abstract ones. */
    private Optional<Found> mostSpecific(List<Found> candidates) {
        var rest = candidates.stream().filter(one -> candidates.stream()
            .noneMatch(other -> other != one && isSubclass(other.owner().name(), one.owner().name()))).toList();
        return rest.stream().filter(each -> !each.isAbstract()).findFirst().or(() -> rest.stream().findFirst());
    }

    /** What a class that can be created still owes. What Object has, every class implements. */
    List<Found> abstractMethods(String name) {
        var owed = new LinkedHashSet<Found>();
        for (ApiClass type : lineage(name)) {
            for (Member method : type.methods()) {
                if (method.is(Opcodes.ACC_ABSTRACT) && method("java/lang/Object", method.name(), method.descriptor()).isEmpty()) {
                    method(name, method.name(), method.descriptor()).filter(Found::isAbstract).ifPresent(owed::add);
                }
            }
        }
        return List.copyOf(owed);
    }

    Optional<Found> field(String owner, String name, String descriptor) {
        return lineage(owner).stream().flatMap(type -> type.fields().stream().filter(field -> field.has(name, descriptor))
            .map(field -> new Found(type, field))).findFirst();
    }

    List<Member> methodsNamed(String owner, String name) {
        return lineage(owner).stream().flatMap(type -> type.methods().stream()).filter(method -> method.name().equals(name)).distinct().toList();
    }

    List<Member> fieldsNamed(String owner, String name) {
        return lineage(owner).stream().flatMap(type -> type.fields().stream()).filter(field -> field.name().equals(name)).distinct().toList();
    }
}
