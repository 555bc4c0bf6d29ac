/* What becomes of one connection: it is opened, asked something at a fixed rate and otherwise let be. Every answer,
   and how it ended, is a line with its time, so that a reset, an end in good order and silence can be told apart. */
#define _GNU_SOURCE
#include "probe.h"

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void tell(const char *what) { printf("%s\t%lld\n", what, (long long) monotonic_ns()); }

/* EPIPE: the other side has ended it, and that was read or is yet to be read. */
static const char *ending(ssize_t moved) {
    if (moved == 0) return "closed";
    if (moved > 0 || errno == EAGAIN || errno == EINTR || errno == EPIPE) return NULL;
    return errno == ECONNRESET ? "reset" : "failed";
}

static const char *ask(int connection) {
    struct record record = {.magic = htobe64(DELAY_MAGIC), .sent = htobe64((uint64_t) monotonic_ns())};
    ssize_t sent = send(connection, &record, sizeof record, MSG_NOSIGNAL | MSG_DONTWAIT);
    return ending(sent);
}

/* Tells each answer that is complete. */
static const char *hear(int connection, size_t *have) {
    char buffer[1024];
    ssize_t got = recv(connection, buffer, sizeof buffer, MSG_DONTWAIT);
    if (got > 0)
        for (*have += (size_t) got; *have >= sizeof(struct record); *have -= sizeof(struct record)) tell("answered");
    return ending(got);
}

int hold(struct in_addr peer, int tcp_port, int hold_ms, int every_ms) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t) tcp_port), .sin_addr = peer};
    int64_t next = monotonic_ns(), deadline = next + hold_ms * MILLISECOND;
    const char *end = NULL;
    size_t have = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    int connection = open_connection(&to, deadline);
    tell("opened");
    while (!end && monotonic_ns() < deadline) {
        if (monotonic_ns() >= next) {
            end = ask(connection);
            next = monotonic_ns() + every_ms * MILLISECOND;
        }
        if (!end && await(connection, POLLIN, next < deadline ? next : deadline)) end = hear(connection, &have);
    }
    tell(end ? end : "held");
    close(connection);
    return OK;
}
