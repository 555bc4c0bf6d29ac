/* faultline-clock: moves CLOCK_REALTIME for one process, and says what time that process sees. README.md has more. */
#define _GNU_SOURCE
#include "clock.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char USAGE_TEXT[] =
    "faultline-clock bump PID MS       its time is the host's plus MS milliseconds\n"
    "faultline-clock drift PID PPM     its time runs fast (or slow, if negative) by PPM millionths from now on\n"
    "faultline-clock freeze PID        its time stands still\n"
    "faultline-clock reset PID         its time is the host's again\n"
    "faultline-clock read PID          time it sees, host's time, difference, uncertainty in ns (tabs)\n"
    "bump, drift and freeze print the host's time, in ns, from which they count\n";

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

int main(int argc, char **argv) {
    int skews = is(argc, argv, "bump", 4) || is(argc, argv, "drift", 4) || is(argc, argv, "freeze", 3);
    int reads = is(argc, argv, "read", 3);
    if (!skews && !reads && !is(argc, argv, "reset", 3)) {
        fputs(USAGE_TEXT, stderr);
        return USAGE;
    }
    pid_t pid = (pid_t) number("PID", argv[2], 1, INT32_MAX);
    struct skew skew = {realtime_ns(), 0, 0};
    if (is(argc, argv, "bump", 4)) skew.offset_ns = number("MS", argv[3], -YEAR_MS, YEAR_MS) * 1000000;
    if (is(argc, argv, "drift", 4)) skew.rate_ppm = number("PPM", argv[3], -1000000, 1000000);
    if (is(argc, argv, "freeze", 3)) skew.rate_ppm = -1000000;
    const char *obstacle = vdso_find(pid);
    if (obstacle && !skews && !reads) return OK; /* where nothing can be moved, nothing is to be reset */
    if (obstacle) die(FAILED, "%s", obstacle);
    if (reads) {
        int64_t host, within, seen = call_realtime_ns(pid, &host, &within);
        printf("%lld\t%lld\t%lld\t%lld\n", (long long) seen, (long long) host, (long long) (seen - host), (long long) within);
    } else if (skews) {
        vdso_skew(pid, &skew);
        printf("%lld\n", (long long) skew.base_ns);
    } else {
        vdso_reset(pid);
    }
    return OK;
}
