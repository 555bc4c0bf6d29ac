/* What the parts of faultline-probe share. All times are CLOCK_MONOTONIC nanoseconds, which containers on one
   kernel have in common: a stamp taken on one node can be subtracted from one taken on another. */
#ifndef FAULTLINE_PROBE_H
#define FAULTLINE_PROBE_H

#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>

#define SOCKET_PATH "/run/faultline/probe.sock"
#define UDP_PORT 7470
#define TCP_PORT 7471

/* Exit codes; README.md documents them. */
enum { OK = 0, USAGE = 2, TIMED_OUT = 3, UNREACHABLE = 4, FAILED = 5, NOT_KEPT = 6 };

static const int64_t MILLISECOND = 1000000;

int64_t monotonic_ns(void);
int64_t realtime_ns(void);

/* Parses a number that must fill the whole word and lie in [min, max]; otherwise exits with USAGE. */
int64_t number(const char *what, const char *word, int64_t min, int64_t max);
struct in_addr address(const char *what, const char *word);

/* One line on standard error, then exit. */
_Noreturn void die(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* traffic.c: the numbered datagrams, kept per peer. */
void traffic_open(struct in_addr self, int udp_port, int interval_ms);
int traffic_add(struct in_addr peer); /* 1 if it was new, 0 if known, -1 if there is no room */
_Noreturn void traffic_run(void);
void traffic_peers(FILE *out);
int traffic_counts(FILE *out, int64_t from, int64_t to);
int traffic_arrivals(FILE *out, struct in_addr peer, int64_t from, int64_t to);

/* What goes over TCP port 7471: records, all of it big-endian. */
#define DELAY_MAGIC 0x46614c694e653032ull
#define TRANSFER_MAGIC 0x46614c694e653033ull

struct record {
    uint64_t magic, sent, there; /* there: in answers, how long the request was under way; else how many bytes follow */
};

/* delay.c: stamped records over TCP. */
void delay_listen(int tcp_port);
void delay_answer_forever(void);
int delay_measure(struct in_addr peer, int tcp_port, int count, int timeout_ms);
int await(int connection, short events, int64_t deadline); /* 1 if the socket is ready before the deadline */
int open_connection(const struct sockaddr_in *to, int64_t deadline); /* non-blocking; dies if there is none in time */

/* transfer.c: how long many bytes take, and in how many pieces they come. */
int transfer_answer(int connection, const struct record *request);
int transfer_measure(struct in_addr peer, int tcp_port, int64_t bytes, int timeout_ms);

/* hold.c: what becomes of one connection. */
int hold(struct in_addr peer, int tcp_port, int hold_ms, int every_ms);

/* control.c: commands to the resident daemon over a Unix socket. */
void control_listen(void);
void control_serve_forever(void);
int control_ask(int argc, char **argv);

#endif
