/* The control socket: one command a connection, words separated by tabs; the answer is an exit code and what to print. */
#include "disk.h"

#include <sys/socket.h>
#include <sys/un.h>

#define WORDS 8

static bool number(const char *word, long long most, long long *value) {
    char *end;
    errno = 0;
    *value = strtoll(word, &end, 10);
    return errno == 0 && end != word && *end == 0 && *value >= 0 && *value <= most;
}

static int stats(FILE *out) {
    struct unsynced_write write;
    fprintf(out, "reads\t%ju\nwrites\t%ju\nbytesWritten\t%ju\nsyncs\t%ju\ndirectorySyncs\t%ju\n", counters.reads,
            counters.writes, counters.bytes_written, counters.syncs, counters.dir_syncs);
    fprintf(out, "syncsLiedTo\t%ju\neio\t%ju\nenospc\t%ju\ndelays\t%ju\n", counters.syncs_lied, counters.eio,
            counters.enospc, counters.delays);
    fprintf(out, "bytesUnsynced\t%jd\ntearable\t%d\nbytesUsed\t%jd\n", (intmax_t)bytes_dirty(), tearable(&write) != NULL,
            (intmax_t)bytes_used());
    return DONE;
}

static int wrong(FILE *out, const char *usage) {
    fprintf(out, "usage: faultline-disk %s\n", usage);
    return USAGE;
}

static int slow(FILE *out, int count, char **words) {
    long long read, write, sync;
    if (count != 4 || !number(words[1], 60000, &read) || !number(words[2], 60000, &write)
        || !number(words[3], 60000, &sync))
        return wrong(out, "slow READ_MS WRITE_MS SYNC_MS (0 to 60000 each)");
    faults.read_ms = read;
    faults.write_ms = write;
    faults.sync_ms = sync;
    return DONE;
}

static int fail(FILE *out, int count, char **words) {
    long long permille, seed;
    if (count != 4 || !number(words[2], 1000, &permille) || !number(words[3], INT64_MAX, &seed)
        || words[1][strspn(words[1], "rws")] != 0)
        return wrong(out, "eio WHICH PERMILLE SEED (WHICH of r, w and s: reads, writes, syncs; PERMILLE 0 to 1000)");
    faults.eio_reads = strchr(words[1], 'r') != NULL;
    faults.eio_writes = strchr(words[1], 'w') != NULL;
    faults.eio_syncs = strchr(words[1], 's') != NULL;
    faults.eio_permille = permille;
    faults.seed = seed;
    return DONE;
}

static int full(FILE *out, int count, char **words) {
    long long quota;
    if (count != 2 || !number(words[1], INT64_MAX, &quota))
        return wrong(out, "full BYTES (0: not even what is there can be written again)");
    faults.full = true;
    faults.quota = quota;
    return DONE;
}

static int crash(FILE *out, int count, char **words) {
    long long seed = 0;
    bool torn = count == 3 && strcmp(words[1], "torn") == 0 && number(words[2], INT64_MAX, &seed);
    if (count != 1 && !torn)
        return wrong(out, "lose [torn SEED]");
    return lose(out, torn, seed);
}

static int damage(FILE *out, int count, char **words) {
    long long seed;
    if (count != 3 || !number(words[2], INT64_MAX, &seed))
        return wrong(out, "flip|truncate FILE SEED (FILE from the mount point on)");
    return words[0][0] == 'f' ? flip(out, words[1], seed) : truncate_both(out, words[1], seed);
}

/* With the lock held. */
static int perform(FILE *out, int count, char **words) {
    const char *command = words[0];
    if (strcmp(command, "slow") == 0)
        return slow(out, count, words);
    if (strcmp(command, "eio") == 0)
        return fail(out, count, words);
    if (strcmp(command, "full") == 0)
        return full(out, count, words);
    if (strcmp(command, "lose") == 0)
        return crash(out, count, words);
    if (strcmp(command, "flip") == 0 || strcmp(command, "truncate") == 0)
        return damage(out, count, words);
    if (count != 1)
        return wrong(out, "stats|sync|stall|lie|clear");
    if (strcmp(command, "stats") == 0)
        return stats(out);
    if (strcmp(command, "sync") == 0)
        return sync_everything() == 0 ? DONE : IMPOSSIBLE;
    if (strcmp(command, "stall") == 0)
        faults.stall = true;
    else if (strcmp(command, "lie") == 0)
        faults.lie = true;
    else if (strcmp(command, "clear") == 0)
        faults = (struct faults){0};
    else
        return wrong(out, "mount|stats|sync|stall|lie|slow|eio|full|clear|lose|flip|truncate");
    return DONE;
}

static void serve_one(int peer) {
    char line[8192], *words[WORDS], *rest = line;
    ssize_t got = recv(peer, line, sizeof line - 1, 0);
    if (got <= 0)
        return;
    line[got] = 0;
    int count = 0;
    for (char *word; count < WORDS && (word = strsep(&rest, "\t")) != NULL;)
        words[count++] = word;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL)
        return;
    pthread_mutex_lock(&lock);
    int code = perform(out, count, words);
    pthread_mutex_unlock(&lock);
    fclose(out);
    dprintf(peer, "%d\n%s", code, text);
    free(text);
}

void control_serve(int listener) {
    for (;;) {
        int peer = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (peer < 0)
            continue;
        serve_one(peer);
        close(peer);
    }
}

static int socket_at(const char *path, struct sockaddr_un *address) {
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(address->sun_path, sizeof address->sun_path, "%s", path);
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

int control_listen(const char *path) {
    struct sockaddr_un address;
    int listener = socket_at(path, &address);
    unlink(path);
    if (listener >= 0 && bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 16) == 0)
        return listener;
    return -1;
}

int control_ask(const char *path, int count, char **words) {
    struct sockaddr_un address;
    int peer = socket_at(path, &address);
    if (peer < 0 || connect(peer, (struct sockaddr *)&address, sizeof address) != 0) {
        fprintf(stderr, "faultline-disk: nothing is mounted (%s: %s)\n", path, strerror(errno));
        return UNREACHABLE;
    }
    char line[8192] = "";
    size_t length = 0;
    for (int i = 0; i < count && length < sizeof line; i++)
        length += snprintf(line + length, sizeof line - length, i == 0 ? "%s" : "\t%s", words[i]);
    if (length >= sizeof line || send(peer, line, length, MSG_NOSIGNAL) != (ssize_t)length)
        return USAGE;
    FILE *answer = fdopen(peer, "r");
    int code;
    if (answer == NULL || fscanf(answer, "%d", &code) != 1 || fgetc(answer) != '\n') {
        fprintf(stderr, "faultline-disk: no answer\n");
        return UNREACHABLE;
    }
    FILE *to = code == DONE ? stdout : stderr;
    if (code != DONE)
        fprintf(to, "faultline-disk: ");
    for (int c; (c = fgetc(answer)) != EOF;)
        fputc(c, to);
    fclose(answer);
    return code;
}
