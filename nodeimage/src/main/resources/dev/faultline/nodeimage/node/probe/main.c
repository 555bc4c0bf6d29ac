/* faultline-probe: measures, from inside a node, which datagrams reach its peers, how long bytes take to them
   and what becomes of connections.
   `serve` is the resident part; the other commands are run over SSH. README.md has the output formats. */
#define _GNU_SOURCE
#include "probe.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char USAGE_TEXT[] =
    "faultline-probe serve --self IP --peers IP,IP,... [--udp 7470] [--tcp 7471] [--interval-ms 50] [--detach]\n"
    "faultline-probe counts FROM_NS TO_NS          peer, sent, received, first, last (tabs; send times)\n"
    "faultline-probe arrivals PEER FROM_NS TO_NS   number, sent, arrived (tabs)\n"
    "faultline-probe delay PEER [--count 5] [--timeout-ms 3000] [--tcp 7471]\n"
    "faultline-probe transfer PEER [--bytes 16000] [--timeout-ms 20000] [--tcp 7471]\n"
    "faultline-probe hold PEER [--ms 2000] [--every-ms 200] [--tcp 7471]   what becomes of a connection\n"
    "faultline-probe peers list | peers add IP\n"
    "faultline-probe now                           monotonic and real time in ns (tab)\n"
    "faultline-probe fingerprint [PID ...]         network namespace; start time of each process\n";

static int64_t clock_ns(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t monotonic_ns(void) { return clock_ns(CLOCK_MONOTONIC); }

int64_t realtime_ns(void) { return clock_ns(CLOCK_REALTIME); }

_Noreturn void die(int code, const char *format, ...) {
    va_list words;
    va_start(words, format);
    fprintf(stderr, "faultline-probe: ");
    vfprintf(stderr, format, words);
    fprintf(stderr, "\n");
    va_end(words);
    exit(code);
}

int64_t number(const char *what, const char *word, int64_t min, int64_t max) {
    char *end;
    errno = 0;
    long long value = strtoll(word, &end, 10);
    if (errno || end == word || *end || value < min || value > max)
        die(USAGE, "%s: %s is not a number from %lld to %lld", what, word, (long long) min, (long long) max);
    return value;
}

struct in_addr address(const char *what, const char *word) {
    struct in_addr result;
    if (inet_pton(AF_INET, word, &result) != 1) die(USAGE, "%s: %s is not an IPv4 address", what, word);
    return result;
}

static void *run(void *loop) {
    ((void (*)(void)) (intptr_t) loop)();
    return NULL;
}

static void start_thread(void (*loop)(void)) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, (void *) (intptr_t) loop) != 0) die(FAILED, "no thread to be had");
}

/* The caller gets the prompt back once every socket is bound, so that a failure to start is its exit code. */
static void detach(void) {
    pid_t child = fork();
    if (child < 0) die(FAILED, "fork: %s", strerror(errno));
    if (child > 0) _exit(OK);
    setsid();
    int nothing = open("/dev/null", O_RDWR);
    for (int fd = 0; fd <= 2; fd++) dup2(nothing, fd);
    if (nothing > 2) close(nothing);
    (void) !chdir("/");
}

static int serve(int argc, char **argv) {
    const char *self = NULL;
    char *peers = NULL;
    int udp_port = UDP_PORT, tcp_port = TCP_PORT, interval_ms = 50, detached = 0;
    for (int i = 0; i < argc; i++) {
        const char *option = argv[i], *value = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(option, "--detach")) {
            detached = 1;
            continue;
        }
        if (!strcmp(option, "--self")) self = value;
        else if (!strcmp(option, "--peers")) peers = argv[i + 1];
        else if (!strcmp(option, "--udp")) udp_port = (int) number(option, value, 1, 65535);
        else if (!strcmp(option, "--tcp")) tcp_port = (int) number(option, value, 1, 65535);
        else if (!strcmp(option, "--interval-ms")) interval_ms = (int) number(option, value, 1, 60000);
        else die(USAGE, "serve: no option %s", option);
        i++;
    }
    if (!self || !peers) die(USAGE, "serve: --self IP and --peers IP,IP,... are needed");
    struct in_addr here = address("--self", self);

    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    control_listen();
    delay_listen(tcp_port);
    traffic_open(here, udp_port, interval_ms);
    for (char *peer = strtok(peers, ","); peer; peer = strtok(NULL, ",")) {
        struct in_addr there = address("--peers", peer);
        if (there.s_addr != here.s_addr && traffic_add(there) < 0) die(FAILED, "--peers: at most 64");
    }
    if (detached) detach();
    start_thread(control_serve_forever);
    start_thread(delay_answer_forever);
    traffic_run();
}

/* What the commands that open a connection to a peer are told. */
struct dial {
    struct in_addr peer;
    int tcp_port, count, timeout_ms, hold_ms, every_ms;
    int64_t bytes;
};

static struct dial dial(const char *command, const char *allowed, int argc, char **argv) {
    if (argc < 1) die(USAGE, "%s: the peer's address is needed", command);
    struct dial dial = {.tcp_port = TCP_PORT, .count = 5, .timeout_ms = 3000, .hold_ms = 2000, .every_ms = 200};
    dial.bytes = 16000;
    dial.peer = address(command, argv[0]);
    for (int i = 1; i < argc; i += 2) {
        const char *option = argv[i], *value = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(option, "--tcp")) dial.tcp_port = (int) number(option, value, 1, 65535);
        else if (!strstr(allowed, option)) die(USAGE, "%s: no option %s", command, option);
        else if (!strcmp(option, "--count")) dial.count = (int) number(option, value, 1, 1000);
        else if (!strcmp(option, "--bytes")) dial.bytes = number(option, value, 1, 1 << 24);
        else if (!strcmp(option, "--timeout-ms")) dial.timeout_ms = (int) number(option, value, 1, 600000);
        else if (!strcmp(option, "--ms")) dial.hold_ms = (int) number(option, value, 1, 1 << 30);
        else if (!strcmp(option, "--every-ms")) dial.every_ms = (int) number(option, value, 1, 60000);
        else die(USAGE, "%s: no option %s", command, option);
    }
    return dial;
}

static int delay(int argc, char **argv) {
    struct dial it = dial("delay", "--count --timeout-ms", argc, argv);
    return delay_measure(it.peer, it.tcp_port, it.count, it.timeout_ms);
}

static int transfer(int argc, char **argv) {
    struct dial it = dial("transfer", "--bytes --timeout-ms", argc, argv);
    return transfer_measure(it.peer, it.tcp_port, it.bytes, it.timeout_ms);
}

static int hold_one(int argc, char **argv) {
    struct dial it = dial("hold", "--ms --every-ms", argc, argv);
    return hold(it.peer, it.tcp_port, it.hold_ms, it.every_ms);
}

/* Start time in clock ticks since boot, field 22 of /proc/PID/stat; -1 if there is no such process (any more).
   Fields are counted from the last parenthesis, since a process may have any name. */
static int64_t start_ticks(int64_t pid) {
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%lld/stat", (long long) pid);
    FILE *in = fopen(path, "re");
    if (!in) return -1;
    size_t length = fread(text, 1, sizeof text - 1, in);
    fclose(in);
    text[length] = 0;
    char *field = strrchr(text, ')');
    for (int i = 2; field && i < 22; i++) field = strchr(field + 1, ' ');
    return field ? strtoll(field, NULL, 10) : -1;
}

static int fingerprint(int argc, char **argv) {
    struct stat net;
    if (stat("/proc/self/ns/net", &net) < 0) die(FAILED, "/proc/self/ns/net: %s", strerror(errno));
    printf("net\t%llu\n", (unsigned long long) net.st_ino);
    for (int i = 0; i < argc; i++) {
        int64_t pid = number("fingerprint", argv[i], 1, 1 << 22);
        int64_t start = start_ticks(pid);
        if (start < 0) printf("%lld\t-\n", (long long) pid);
        else printf("%lld\t%lld\n", (long long) pid, (long long) start);
    }
    return OK;
}

static int now(void) {
    printf("%lld\t%lld\n", (long long) monotonic_ns(), (long long) realtime_ns());
    return OK;
}

/* Checked here, where a mistake can be answered with a word about it. */
static int ask(int argc, char **argv) {
    if (!strcmp(argv[0], "counts") && argc == 3) {
        number("FROM_NS", argv[1], 0, INT64_MAX);
        number("TO_NS", argv[2], 0, INT64_MAX);
    } else if (!strcmp(argv[0], "arrivals") && argc == 4) {
        address("PEER", argv[1]);
        number("FROM_NS", argv[2], 0, INT64_MAX);
        number("TO_NS", argv[3], 0, INT64_MAX);
    } else if (!strcmp(argv[0], "peers") && argc == 3 && !strcmp(argv[1], "add")) {
        address("peers add", argv[2]);
    } else if (strcmp(argv[0], "peers") || argc != 2 || strcmp(argv[1], "list")) {
        die(USAGE, "no such command; usage:\n%s", USAGE_TEXT);
    }
    return control_ask(argc, argv);
}

int main(int argc, char **argv) {
    if (argc < 2) die(USAGE, "usage:\n%s", USAGE_TEXT);
    const char *command = argv[1];
    if (!strcmp(command, "serve")) return serve(argc - 2, argv + 2);
    if (!strcmp(command, "delay")) return delay(argc - 2, argv + 2);
    if (!strcmp(command, "transfer")) return transfer(argc - 2, argv + 2);
    if (!strcmp(command, "hold")) return hold_one(argc - 2, argv + 2);
    if (!strcmp(command, "fingerprint")) return fingerprint(argc - 2, argv + 2);
    if (!strcmp(command, "now")) return now();
    if (!strcmp(command, "--help")) return fputs(USAGE_TEXT, stdout) < 0 ? FAILED : OK;
    return ask(argc - 1, argv + 1);
}
