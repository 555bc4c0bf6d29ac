/* One-way delays over TCP, the way the systems' own traffic goes: where iptables leads that through a proxy, it
   leads this through the proxy as well.

   The side that opened the connection sends a stamped record; the other measures its way there on arrival and
   answers with what it measured and a stamp of its own, from which the opener measures the way back. */
#define _GNU_SOURCE
#include "probe.h"

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS_MAX 256
#define IDLE_SECONDS 3600 /* a connection that is held while nothing passes must not be given up from here */

static int listener;
static atomic_int open_connections;

void delay_listen(int tcp_port) {
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) die(FAILED, "TCP socket: %s", strerror(errno));
    int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    /* Any address, not just the node's own: a proxy in the same network namespace may come by loopback. */
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t) tcp_port)};
    if (bind(listener, (struct sockaddr *) &here, sizeof here) < 0 || listen(listener, 64) < 0)
        die(FAILED, "TCP port %d: %s", tcp_port, strerror(errno));
}

static void *answer(void *argument) {
    int connection = (int) (intptr_t) argument;
    int yes = 1;
    struct timeval idle = {.tv_sec = IDLE_SECONDS};
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &idle, sizeof idle);
    struct record record;
    while (recv(connection, &record, sizeof record, MSG_WAITALL) == sizeof record) {
        if (be64toh(record.magic) == TRANSFER_MAGIC && transfer_answer(connection, &record) == OK) continue;
        if (be64toh(record.magic) != DELAY_MAGIC) break;
        int64_t there = monotonic_ns() - (int64_t) be64toh(record.sent);
        record.there = htobe64((uint64_t) there);
        record.sent = htobe64((uint64_t) monotonic_ns());
        if (send(connection, &record, sizeof record, MSG_NOSIGNAL) != sizeof record) break;
    }
    close(connection);
    atomic_fetch_sub(&open_connections, 1);
    return NULL;
}

void delay_answer_forever(void) {
    for (;;) {
        int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) usleep(10000);
            continue;
        }
        pthread_t thread;
        int taken = atomic_fetch_add(&open_connections, 1) < CONNECTIONS_MAX
                    && pthread_create(&thread, NULL, answer, (void *) (intptr_t) connection) == 0;
        if (taken) {
            pthread_detach(thread);
        } else {
            atomic_fetch_sub(&open_connections, 1);
            close(connection);
        }
    }
}

/* Waits until the socket can be read (or written), or the deadline has passed. */
int await(int connection, short events, int64_t deadline) {
    for (;;) {
        int64_t left = deadline - monotonic_ns();
        if (left <= 0) return 0;
        struct pollfd watched = {.fd = connection, .events = events};
        int ready = poll(&watched, 1, (int) ((left + MILLISECOND - 1) / MILLISECOND));
        if (ready > 0) return 1;
        if (ready < 0 && errno != EINTR) return 0;
    }
}

int open_connection(const struct sockaddr_in *to, int64_t deadline) {
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (connection < 0) die(FAILED, "TCP socket: %s", strerror(errno));
    int yes = 1, error = 0;
    socklen_t size = sizeof error;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(connection, (const struct sockaddr *) to, sizeof *to) < 0 && errno != EINPROGRESS)
        die(UNREACHABLE, "%s:%d: %s", inet_ntoa(to->sin_addr), ntohs(to->sin_port), strerror(errno));
    if (!await(connection, POLLOUT, deadline))
        die(TIMED_OUT, "%s:%d: no connection in time", inet_ntoa(to->sin_addr), ntohs(to->sin_port));
    getsockopt(connection, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) die(UNREACHABLE, "%s:%d: %s", inet_ntoa(to->sin_addr), ntohs(to->sin_port), strerror(error));
    return connection;
}

/* One record there and its answer back. Returns OK, TIMED_OUT or UNREACHABLE (closed or reset). */
static int exchange(int connection, int64_t deadline, int64_t *there, int64_t *back) {
    struct record record = {.magic = htobe64(DELAY_MAGIC), .sent = htobe64((uint64_t) monotonic_ns())};
    if (send(connection, &record, sizeof record, MSG_NOSIGNAL) != sizeof record) return UNREACHABLE;
    size_t have = 0;
    while (have < sizeof record) {
        if (!await(connection, POLLIN, deadline)) return TIMED_OUT;
        ssize_t got = recv(connection, (char *) &record + have, sizeof record - have, 0);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return UNREACHABLE;
        if (got > 0) have += (size_t) got;
    }
    if (be64toh(record.magic) != DELAY_MAGIC) return UNREACHABLE;
    *back = monotonic_ns() - (int64_t) be64toh(record.sent);
    *there = (int64_t) be64toh(record.there);
    return OK;
}

static int ascending(const void *a, const void *b) {
    int64_t left = *(const int64_t *) a, right = *(const int64_t *) b;
    return (left > right) - (left < right);
}

static void print_spread(const char *name, int64_t *delays, int count) {
    qsort(delays, (size_t) count, sizeof *delays, ascending);
    printf("%s %lld %lld %lld", name, (long long) delays[0] / 1000, (long long) delays[count / 2] / 1000,
           (long long) delays[count - 1] / 1000);
}

int delay_measure(struct in_addr peer, int tcp_port, int count, int timeout_ms) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t) tcp_port), .sin_addr = peer};
    int64_t deadline = monotonic_ns() + timeout_ms * MILLISECOND;
    int64_t there[count], back[count];
    int connection = open_connection(&to, deadline);
    for (int i = 0; i < count; i++) {
        int code = exchange(connection, deadline, &there[i], &back[i]);
        if (code == OK) continue;
        die(code, "%s:%d: %s after %d of %d exchanges", inet_ntoa(peer), tcp_port,
            code == TIMED_OUT ? "no answer in time" : "connection closed", i, count);
    }
    close(connection);
    print_spread("there_us", there, count);
    print_spread(" back_us", back, count);
    printf("\n");
    return OK;
}
