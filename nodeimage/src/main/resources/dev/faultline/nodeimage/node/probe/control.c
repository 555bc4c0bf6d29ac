/* Commands to the resident daemon: one line in, the answer out, and an exit code as its last byte. One at a time,
   on a thread of its own; a caller that stalls is dropped and never holds up the datagrams. */
#define _GNU_SOURCE
#include "probe.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const struct sockaddr_un ADDRESS = {.sun_family = AF_UNIX, .sun_path = SOCKET_PATH};
static int listener;

static int try_connect(void) {
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection < 0) die(FAILED, "socket: %s", strerror(errno));
    if (connect(connection, (const struct sockaddr *) &ADDRESS, sizeof ADDRESS) == 0) return connection;
    close(connection);
    return -1;
}

void control_listen(void) {
    mkdir("/run/faultline", 0755);
    if (try_connect() >= 0) die(FAILED, "a daemon is running already");
    unlink(SOCKET_PATH); /* what a killed daemon left */
    listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (const struct sockaddr *) &ADDRESS, sizeof ADDRESS) < 0
        || chmod(SOCKET_PATH, 0600) < 0 || listen(listener, 64) < 0)
        die(FAILED, "%s: %s", SOCKET_PATH, strerror(errno));
}

static int add_peer(const char *word) {
    struct in_addr peer;
    if (inet_pton(AF_INET, word, &peer) != 1) return USAGE;
    return traffic_add(peer) < 0 ? FAILED : OK;
}

/* The client has checked the words; what is checked again here is what would hurt the daemon. */
static int obey(const char *line, FILE *out) {
    char verb[16], first[32];
    long long from, to;
    if (sscanf(line, "counts %lld %lld", &from, &to) == 2) return traffic_counts(out, from, to);
    if (sscanf(line, "arrivals %31s %lld %lld", first, &from, &to) == 3) {
        struct in_addr peer;
        return inet_pton(AF_INET, first, &peer) == 1 ? traffic_arrivals(out, peer, from, to) : USAGE;
    }
    if (sscanf(line, "peers %15s %31s", verb, first) == 2 && !strcmp(verb, "add")) return add_peer(first);
    if (sscanf(line, "peers %15s", verb) == 1 && !strcmp(verb, "list")) {
        traffic_peers(out);
        return OK;
    }
    return USAGE;
}

static void serve_one(int connection) {
    struct timeval patience = {.tv_sec = 2};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    char line[256];
    size_t length = 0;
    while (length < sizeof line - 1 && !memchr(line, '\n', length)) {
        ssize_t got = read(connection, line + length, sizeof line - 1 - length);
        if (got <= 0) break;
        length += (size_t) got;
    }
    line[length] = 0;
    FILE *out = fdopen(connection, "w");
    if (!out) {
        close(connection);
        return;
    }
    int code = obey(line, out);
    fputc('0' + code, out);
    fclose(out);
}

void control_serve_forever(void) {
    for (;;) {
        int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection >= 0) serve_one(connection);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) usleep(10000);
    }
}

/* Sends the words as one line and prints the answer, all but its last byte, which becomes the exit code. */
int control_ask(int argc, char **argv) {
    int connection = try_connect();
    if (connection < 0) die(UNREACHABLE, "no daemon at %s: %s", SOCKET_PATH, strerror(errno));
    struct timeval patience = {.tv_sec = 5};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    for (int i = 0; i < argc; i++) dprintf(connection, "%s%s", argv[i], i + 1 < argc ? " " : "\n");

    char buffer[8192];
    int last = -1;
    ssize_t got;
    while ((got = read(connection, buffer, sizeof buffer)) > 0) {
        if (last >= 0) putchar(last);
        fwrite(buffer, 1, (size_t) got - 1, stdout);
        last = (unsigned char) buffer[got - 1];
    }
    if (got < 0) die(TIMED_OUT, "the daemon does not answer");
    if (last < '0' || last > '9') die(FAILED, "the daemon closed the connection");
    int code = last - '0';
    if (code == NOT_KEPT) die(code, "datagrams of that time were kept no longer than 65536 rounds");
    if (code == UNREACHABLE) die(code, "no such peer");
    if (code == USAGE) die(code, "the daemon did not understand the command");
    if (code != OK) die(code, "the daemon has no room for it");
    return OK;
}
