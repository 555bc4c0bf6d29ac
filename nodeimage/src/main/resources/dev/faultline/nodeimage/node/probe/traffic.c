/* Numbered datagrams to every peer, at a fixed rate, and a memory of what was sent and what came.

   A cut is proved by counting, per direction, how many of the datagrams sent inside a window arrived at all. So a
   datagram is filed by the time it was *sent*, at the receiver too; when it came is kept beside it.

   Each peer has two rings indexed by sequence number. The first number is the time divided by the interval, so that
   numbers keep rising over a restart of the daemon, and a restarted peer does not overwrite what its predecessor's
   datagrams left here. A duplicate falls into the slot that its first copy holds, and is not counted twice. */
#define _GNU_SOURCE
#include "probe.h"

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define SLOTS 65536 /* at 50 ms a datagram: 54 minutes */
#define PEERS_MAX 64
#define MAGIC 0x46614c694e653031ull

struct datagram {
    uint64_t magic, seq, sent; /* big-endian on the wire */
};

struct arrival {
    uint64_t seq;
    int64_t sent, arrived;
};

struct peer {
    struct in_addr address;
    int64_t *sent; /* by seq % SLOTS; 0: nothing */
    struct arrival *arrivals;
    int64_t sent_lost_until, arrivals_lost_until; /* send time of the newest entry overwritten; 0: none */
};

static struct peer peers[PEERS_MAX];
static int peer_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int udp, timer;
static uint16_t port;
static uint64_t next_seq;

void traffic_open(struct in_addr self, int udp_port, int interval_ms) {
    port = htons((uint16_t) udp_port);
    int64_t interval = interval_ms * MILLISECOND;
    next_seq = (uint64_t) (monotonic_ns() / interval);

    udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (udp < 0) die(FAILED, "UDP socket: %s", strerror(errno));
    int buffer = 4 << 20; /* room for a pause of this daemon; the kernel caps it, and a smaller one does */
    setsockopt(udp, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = port, .sin_addr = self};
    if (bind(udp, (struct sockaddr *) &here, sizeof here) < 0)
        die(FAILED, "UDP %s:%d: %s", inet_ntoa(self), udp_port, strerror(errno));

    timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    struct timespec every = {.tv_sec = interval / 1000000000, .tv_nsec = interval % 1000000000};
    struct itimerspec schedule = {.it_interval = every, .it_value = {.tv_nsec = 1}};
    if (timer < 0 || timerfd_settime(timer, 0, &schedule, NULL) < 0) die(FAILED, "timer: %s", strerror(errno));
}

static struct peer *find(struct in_addr who) {
    for (int i = 0; i < peer_count; i++)
        if (peers[i].address.s_addr == who.s_addr) return &peers[i];
    return NULL;
}

int traffic_add(struct in_addr who) {
    pthread_mutex_lock(&lock);
    int result = 0;
    if (!find(who)) {
        int64_t *sent = calloc(SLOTS, sizeof *sent);
        struct arrival *arrivals = calloc(SLOTS, sizeof *arrivals);
        result = peer_count < PEERS_MAX && sent && arrivals ? 1 : -1;
        if (result == 1) {
            peers[peer_count++] = (struct peer) {.address = who, .sent = sent, .arrivals = arrivals};
        } else {
            free(sent);
            free(arrivals);
        }
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static void send_to(struct peer *peer, uint64_t seq) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = port, .sin_addr = peer->address};
    int64_t now = monotonic_ns();
    int64_t *slot = &peer->sent[seq % SLOTS];
    if (*slot > peer->sent_lost_until) peer->sent_lost_until = *slot;
    *slot = now;
    struct datagram out = {htobe64(MAGIC), htobe64(seq), htobe64((uint64_t) now)};
    /* Every attempt counts as sent, whatever the kernel says of it: EPERM is a DROP in our own OUTPUT chain, and
       an unreachable host is a node that was taken off the network. Both are what is being measured. */
    (void) !sendto(udp, &out, sizeof out, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *) &to, sizeof to);
}

static void send_round(void) {
    uint64_t expirations;
    if (read(timer, &expirations, sizeof expirations) != sizeof expirations) return;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < peer_count; i++) send_to(&peers[i], next_seq);
    pthread_mutex_unlock(&lock);
    next_seq += expirations; /* missed rounds are not made up for: they would all carry one time */
}

static void file(struct peer *peer, uint64_t seq, int64_t sent, int64_t arrived) {
    struct arrival *slot = &peer->arrivals[seq % SLOTS];
    if (slot->arrived && slot->sent >= sent) return; /* a duplicate, or a straggler from before the ring went round */
    if (slot->arrived && slot->sent > peer->arrivals_lost_until) peer->arrivals_lost_until = slot->sent;
    *slot = (struct arrival) {seq, sent, arrived};
}

static void receive_all(void) {
    struct datagram in;
    struct sockaddr_in from;
    for (;;) {
        socklen_t length = sizeof from;
        ssize_t got = recvfrom(udp, &in, sizeof in, MSG_DONTWAIT, (struct sockaddr *) &from, &length);
        int64_t now = monotonic_ns();
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
        if (got != sizeof in || be64toh(in.magic) != MAGIC) continue;
        pthread_mutex_lock(&lock);
        struct peer *peer = find(from.sin_addr);
        if (peer) file(peer, be64toh(in.seq), (int64_t) be64toh(in.sent), now);
        pthread_mutex_unlock(&lock);
    }
}

_Noreturn void traffic_run(void) {
    struct pollfd watched[] = {{.fd = timer, .events = POLLIN}, {.fd = udp, .events = POLLIN}};
    for (;;) {
        poll(watched, 2, -1);
        receive_all();
        send_round();
    }
}

void traffic_peers(FILE *out) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < peer_count; i++) fprintf(out, "%s\n", inet_ntoa(peers[i].address));
    pthread_mutex_unlock(&lock);
}

static void print_time_or_dash(FILE *out, int64_t time) {
    if (time) fprintf(out, "\t%lld", (long long) time);
    else fprintf(out, "\t-");
}

static void count_one(FILE *out, const struct peer *peer, int64_t from, int64_t to) {
    int sent = 0, received = 0;
    int64_t first = 0, last = 0;
    for (int i = 0; i < SLOTS; i++) {
        if (peer->sent[i] && peer->sent[i] >= from && peer->sent[i] <= to) sent++;
        const struct arrival *arrival = &peer->arrivals[i];
        if (!arrival->arrived || arrival->sent < from || arrival->sent > to) continue;
        received++;
        if (!first || arrival->sent < first) first = arrival->sent;
        if (arrival->sent > last) last = arrival->sent;
    }
    fprintf(out, "%s\t%d\t%d", inet_ntoa(peer->address), sent, received);
    print_time_or_dash(out, first);
    print_time_or_dash(out, last);
    fprintf(out, "\n");
}

static int overwritten(const struct peer *peer, int64_t from) {
    int64_t lost = peer->sent_lost_until > peer->arrivals_lost_until ? peer->sent_lost_until : peer->arrivals_lost_until;
    return lost && lost >= from;
}

int traffic_counts(FILE *out, int64_t from, int64_t to) {
    int code = OK;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < peer_count; i++)
        if (overwritten(&peers[i], from)) code = NOT_KEPT;
    for (int i = 0; code == OK && i < peer_count; i++) count_one(out, &peers[i], from, to);
    pthread_mutex_unlock(&lock);
    return code;
}

static int by_send_time(const void *a, const void *b) {
    int64_t left = ((const struct arrival *) a)->sent, right = ((const struct arrival *) b)->sent;
    return (left > right) - (left < right);
}

int traffic_arrivals(FILE *out, struct in_addr who, int64_t from, int64_t to) {
    struct arrival *copy = malloc(SLOTS * sizeof *copy);
    if (!copy) return FAILED;
    int kept = 0, code = OK;
    pthread_mutex_lock(&lock);
    const struct peer *peer = find(who);
    if (!peer) code = UNREACHABLE;
    else if (overwritten(peer, from)) code = NOT_KEPT;
    for (int i = 0; code == OK && i < SLOTS; i++) {
        const struct arrival *arrival = &peer->arrivals[i];
        if (arrival->arrived && arrival->sent >= from && arrival->sent <= to) copy[kept++] = *arrival;
    }
    pthread_mutex_unlock(&lock);
    qsort(copy, (size_t) kept, sizeof *copy, by_send_time);
    for (int i = 0; i < kept; i++)
        fprintf(out, "%llu\t%lld\t%lld\n", (unsigned long long) copy[i].seq, (long long) copy[i].sent,
                (long long) copy[i].arrived);
    free(copy);
    return code;
}
