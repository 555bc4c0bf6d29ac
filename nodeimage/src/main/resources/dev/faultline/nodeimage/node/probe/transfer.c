/* Many bytes over TCP, there and back, on the way that the systems' own traffic goes: how long they take, and in how
   many pieces they come out of the socket at the other end.

   The opener sends a record that says how many bytes follow, and the bytes. The other side answers, once it has them
   all, with a record that says how long they took, the number of pieces, and as many bytes back. */
#define _GNU_SOURCE
#include "probe.h"

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK 65536

struct answer {
    struct record record;
    uint64_t pieces;
};

static int gone(ssize_t moved) { return moved == 0 || (moved < 0 && errno != EAGAIN && errno != EINTR); }

/* All of it, or TIMED_OUT, or UNREACHABLE; on blocking sockets too, whose own time-out is the patience then. */
static int send_all(int connection, const char *from, size_t length, int64_t deadline) {
    for (size_t done = 0; done < length;) {
        if (!await(connection, POLLOUT, deadline)) return TIMED_OUT;
        ssize_t sent = send(connection, from + done, length - done, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (gone(sent)) return UNREACHABLE;
        if (sent > 0) done += (size_t) sent;
    }
    return OK;
}

static int receive(int connection, char *to, size_t length, int64_t deadline, ssize_t *got) {
    do {
        if (!await(connection, POLLIN, deadline)) return TIMED_OUT;
        *got = recv(connection, to, length, MSG_DONTWAIT);
        if (gone(*got)) return UNREACHABLE;
    } while (*got < 0);
    return OK;
}

static int receive_all(int connection, void *to, size_t length, int64_t deadline) {
    for (size_t done = 0; done < length;) {
        ssize_t got;
        int code = receive(connection, (char *) to + done, length - done, deadline, &got);
        if (code != OK) return code;
        done += (size_t) got;
    }
    return OK;
}

static int send_bytes(int connection, int64_t bytes, int64_t deadline) {
    char chunk[CHUNK] = {0};
    int code = OK;
    for (int64_t left = bytes; left > 0 && code == OK; left -= CHUNK)
        code = send_all(connection, chunk, left < CHUNK ? (size_t) left : CHUNK, deadline);
    return code;
}

static int receive_bytes(int connection, int64_t bytes, int64_t deadline, uint64_t *pieces) {
    char chunk[CHUNK];
    *pieces = 0;
    for (int64_t left = bytes; left > 0;) {
        ssize_t got;
        int code = receive(connection, chunk, left < CHUNK ? (size_t) left : CHUNK, deadline, &got);
        if (code != OK) return code;
        left -= got;
        ++*pieces;
    }
    return OK;
}

int transfer_answer(int connection, const struct record *request) {
    int64_t bytes = (int64_t) be64toh(request->there), deadline = monotonic_ns() + 60000 * MILLISECOND;
    uint64_t pieces;
    int code = receive_bytes(connection, bytes, deadline, &pieces);
    if (code != OK) return code;
    int64_t now = monotonic_ns();
    struct answer answer = {.pieces = htobe64(pieces)};
    answer.record.magic = htobe64(TRANSFER_MAGIC);
    answer.record.there = htobe64((uint64_t) (now - (int64_t) be64toh(request->sent)));
    answer.record.sent = htobe64((uint64_t) now);
    code = send_all(connection, (const char *) &answer, sizeof answer, deadline);
    return code == OK ? send_bytes(connection, bytes, deadline) : code;
}

int transfer_measure(struct in_addr peer, int tcp_port, int64_t bytes, int timeout_ms) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t) tcp_port), .sin_addr = peer};
    int64_t deadline = monotonic_ns() + timeout_ms * MILLISECOND;
    int connection = open_connection(&to, deadline);
    struct record request = {.magic = htobe64(TRANSFER_MAGIC), .there = htobe64((uint64_t) bytes)};
    request.sent = htobe64((uint64_t) monotonic_ns());
    struct answer answer;
    uint64_t pieces = 0;
    int code = send_all(connection, (const char *) &request, sizeof request, deadline);
    if (code == OK) code = send_bytes(connection, bytes, deadline);
    if (code == OK) code = receive_all(connection, &answer, sizeof answer, deadline);
    if (code == OK && be64toh(answer.record.magic) != TRANSFER_MAGIC) code = UNREACHABLE;
    if (code == OK) code = receive_bytes(connection, bytes, deadline, &pieces);
    if (code != OK)
        die(code, "%s:%d: %s", inet_ntoa(peer), tcp_port,
            code == TIMED_OUT ? "not transferred in time" : "connection closed");
    int64_t back = monotonic_ns() - (int64_t) be64toh(answer.record.sent);
    close(connection);
    printf("there_us %lld %llu back_us %lld %llu\n", (long long) be64toh(answer.record.there) / 1000,
           (unsigned long long) be64toh(answer.pieces), (long long) back / 1000, (unsigned long long) pieces);
    return OK;
}
