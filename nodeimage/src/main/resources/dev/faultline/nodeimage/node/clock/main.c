/* faultline-clock: moves CLOCK_REALTIME for one process, and says what time that process sees. README.md has more. */
#define _GNU_SOURCE
#include "clock.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char USAGE_TEXT[] =
    "faultline-clock bump PID MS       its time is the host's plus MS milliseconds\n"
    "faultline-clock drift PID PPM     its time runs fast (or slow, if negative) by PPM millionths from now on\n"
    "faultline-clock freeze PID        its time stands still\n"
    "faultline-clock strobe PID MS EVERY_MS  its time is the host's plus MS, then minus MS, changing every EVERY_MS\n"
    "faultline-clock reset PID         its time is the host's again\n"
    "faultline-clock read PID          time it sees, host's time, difference, uncertainty in ns (tabs)\n"
    "faultline-clock family PID        the processes that it has started, and they in turn, one a line\n"
    "bump, drift, freeze, strobe and reset are for these too; the first four print the host's time, in ns, from which\n"
    "they count\n";

enum { FAMILY_MAX = 4096 };

static const int64_t YEAR_MS = 366ll * 24 * 3600 * 1000;

int64_t realtime_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

_Noreturn void die(int code, const char *format, ...) {
    va_list words;
    va_start(words, format);
    fprintf(stderr, "faultline-clock: ");
    vfprintf(stderr, format, words);
    fprintf(stderr, "\n");
    va_end(words);
    exit(code);
}

static int64_t number(const char *what, const char *word, int64_t min, int64_t max) {
    char *end;
    errno = 0;
    long long value = strtoll(word, &end, 10);
    if (errno || end == word || *end || value < min || value > max)
        die(USAGE, "%s: %s is not a number from %lld to %lld", what, word, (long long) min, (long long) max);
    return value;
}

static int is(int argc, char **argv, const char *command, int words) {
    return argc == words && !strcmp(argv[1], command);
}

/* To the process alone: skewed, or reset if there is no skew. */
static void apply(pid_t pid, const struct skew *skew) {
    const char *obstacle = vdso_find(pid);
    if (obstacle && !skew) return; /* where nothing can be moved, nothing is to be reset */
    if (obstacle) die(FAILED, "%s", obstacle);
    if (skew) vdso_skew(pid, skew);
    else vdso_reset(pid);
}

/* What the process starts from now on sees its time; what it had started before is looked for only now, so that nobody
   is missed. Each in a process of ours of its own: one that has ended by now is no failure. */
static void apply_to_family(pid_t pid, const struct skew *skew) {
    static pid_t members[FAMILY_MAX];
    size_t count = family_of(pid, members, FAMILY_MAX);
    for (size_t i = 0; i < count; i++) {
        int status;
        pid_t ours = fork();
        if (ours == 0) {
            apply(members[i], skew);
            _exit(OK);
        }
        if (ours < 0 || waitpid(ours, &status, 0) != ours || !WIFEXITED(status)) die(FAILED, "no process of our own");
        if (WEXITSTATUS(status) != OK && WEXITSTATUS(status) != NO_PROCESS) exit(WEXITSTATUS(status));
    }
}

static void tell_time(pid_t pid) {
    const char *obstacle = vdso_find(pid);
    if (obstacle) die(FAILED, "%s", obstacle);
    int64_t host, within, seen = call_realtime_ns(pid, &host, &within);
    printf("%lld\t%lld\t%lld\t%lld\n", (long long) seen, (long long) host, (long long) (seen - host), (long long) within);
}

static void tell_family(pid_t pid) {
    static pid_t members[FAMILY_MAX];
    size_t count = family_of(pid, members, FAMILY_MAX);
    for (size_t i = 0; i < count; i++) printf("%d\n", members[i]);
}

int main(int argc, char **argv) {
    int bumps = is(argc, argv, "bump", 4), drifts = is(argc, argv, "drift", 4), strobes = is(argc, argv, "strobe", 5);
    int skews = bumps || drifts || strobes || is(argc, argv, "freeze", 3);
    int reads = is(argc, argv, "read", 3), lists = is(argc, argv, "family", 3);
    if (!skews && !reads && !lists && !is(argc, argv, "reset", 3)) {
        fputs(USAGE_TEXT, stderr);
        return USAGE;
    }
    pid_t pid = (pid_t) number("PID", argv[2], 1, INT32_MAX);
    struct skew skew = {realtime_ns(), 0, 0, 0, 0};
    if (bumps) skew.offset_ns = number("MS", argv[3], -YEAR_MS, YEAR_MS) * 1000000;
    if (drifts) skew.rate_ppm = number("PPM", argv[3], -1000000, 1000000);
    if (is(argc, argv, "freeze", 3)) skew.rate_ppm = -1000000;
    if (strobes) skew.swing_ns = number("MS", argv[3], -YEAR_MS, YEAR_MS) * 1000000;
    if (strobes) skew.every_ns = number("EVERY_MS", argv[4], 1, YEAR_MS) * 1000000;
    if (reads) tell_time(pid);
    else if (lists) tell_family(pid);
    else {
        apply(pid, skews ? &skew : NULL);
        apply_to_family(pid, skews ? &skew : NULL);
        if (skews) printf("%lld\n", (long long) skew.base_ns);
    }
    return OK;
}
