package dev.faultline.nodeimage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The naive account of a disk with one root and two directories: what each step of a shell script makes volatile and durable. */
final class DiskModel {
    private static final List<String> DIRECTORIES = List.of(".", "d", "e");
    private static final int NAMES = 4;

    private static final class File {
        private String now = "";
        private String durable = "";
    }

    private final Map<String, File> now = new TreeMap<>();
    private Map<String, File> durable = new TreeMap<>();
    private boolean made;

    /** One random step, as a line of shell; what it does is taken down. */
    String step(Random random) {
        if (!made) {
            made = true;
            return "mkdir d e; sync .";
        }
        String directory = DIRECTORIES.get(random.nextInt(DIRECTORIES.size()));
        String path = directory + "/f" + random.nextInt(NAMES);
        File file = now.get(path);
        int dice = random.nextInt(10);
        if (dice < 2 || dice < 6 && file == null) {
            return replace(
                    path, String.valueOf((char) ('a' + random.nextInt(26))).repeat(1 + random.nextInt(9)));
        }
        if (dice == 6 || file == null) {
            return syncDirectory(directory);
        }
        return switch (dice) {
            case 2 -> overwrite(file, path, random);
            case 3 -> truncate(file, path, random.nextInt(file.now.length() + 1));
            case 4, 5 -> sync(file, path);
            case 7 -> rename(path, DIRECTORIES.get(random.nextInt(DIRECTORIES.size())) + "/f" + random.nextInt(NAMES));
            case 8 -> remove(path);
            default -> append(file, path);
        };
    }

    private String replace(String path, String text) {
        now.computeIfAbsent(path, name -> new File()).now = text;
        return "printf " + text + " > " + path;
    }

    private static String append(File file, String path) {
        file.now += "Z";
        return "printf Z >> " + path;
    }

    private static String overwrite(File file, String path, Random random) {
        int at = random.nextInt(file.now.length() + 1);
        file.now = file.now.substring(0, at) + "Q" + (at < file.now.length() ? file.now.substring(at + 1) : "");
        return "printf Q | dd of=" + path + " bs=1 conv=notrunc status=none seek=" + at;
    }

    private static String truncate(File file, String path, int size) {
        file.now = file.now.substring(0, size);
        return "truncate -s " + size + " " + path;
    }

    private static String sync(File file, String path) {
        file.durable = file.now;
        return "sync " + path;
    }

    private String rename(String from, String to) {
        if (from.equals(to)) {
            return "true";
        }
        File file = now.remove(from);
        if (file != null) {
            now.put(to, file);
        }
        return "mv " + from + " " + to;
    }

    private String remove(String path) {
        now.remove(path);
        return "rm " + path;
    }

    private String syncDirectory(String directory) {
        Map<String, File> names = new TreeMap<>(durable);
        names.keySet().removeIf(name -> name.startsWith(directory + "/"));
        now.forEach((name, file) -> {
            if (name.startsWith(directory + "/")) {
                names.put(name, file);
            }
        });
        durable = names;
        return "sync " + directory;
    }

    /** The machine crashes: what is left, a line for each file. */
    String crash() {
        now.clear();
        now.putAll(durable);
        now.values().forEach(file -> file.now = file.durable);
        List<String> lines = new ArrayList<>();
        now.forEach((name, file) -> lines.add((name.startsWith("./") ? name : "./" + name) + " " + file.now));
        lines.sort(null);
        return String.join("\n", lines) + "\n";
    }
}
