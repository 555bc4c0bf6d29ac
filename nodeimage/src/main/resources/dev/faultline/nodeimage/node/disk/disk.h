/* faultline-disk: a file system over a directory that knows what was made durable, and breaks on demand.
 *
 * There are two states. The volatile one is a plain directory tree, STORE/volatile, which programs see through the mount. The
 * durable one is what a crash would leave: for each file the bytes of its last fsync (STORE/durable/ID), for each directory the
 * names of its last fsync. fsync of a file makes its bytes and size durable, not its name; a name made, removed or renamed is
 * durable once its directory was fsynced. Mode, owner and symbolic links' targets are durable at once. */
#ifndef FAULTLINE_DISK_H
#define FAULTLINE_DISK_H

#define _GNU_SOURCE
#define FUSE_USE_VERSION 31
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DONE = 0, USAGE = 2, TIMED_OUT = 3, UNREACHABLE = 4, IMPOSSIBLE = 5 };

#define SECTOR 512
#define WRITES_KEPT 64 /* of a file, for tearing one of them */

struct range {
    off_t from, to;
    struct range *next;
};

struct entry {
    char *name;
    struct inode *inode;
    struct entry *next;
};

struct unsynced_write {
    off_t from, to;
    uint64_t number;
};

struct inode {
    ino_t ino; /* in the volatile tree; 0 once it is gone from there */
    unsigned long id;
    mode_t mode;
    uid_t uid;
    gid_t gid;
    bool gone; /* no name left in the volatile tree */
    int opens, names; /* handles; durable names */
    off_t durable_size;
    struct range *dirty; /* bytes that differ, perhaps, from the durable ones: sorted, disjoint */
    struct unsynced_write writes[WRITES_KEPT];
    int write_count;
    struct entry *entries; /* of a directory: the durable names */
    char *target; /* of a symbolic link */
    char *placed; /* while the tree is made anew: where it is already */
    struct inode *chain;
};

/* What goes wrong at the moment. */
struct faults {
    bool stall, crash, lie;
    long read_ms, write_ms, sync_ms;
    int eio_permille;
    bool eio_reads, eio_writes, eio_syncs;
    bool full;
    off_t quota; /* bytes that all files together may have */
    uint64_t seed;
};

struct counters {
    uint64_t reads, writes, bytes_written, syncs, dir_syncs, syncs_lied, eio, enospc, delays;
};

extern int volatile_dir, durable_dir; /* both trees, open */
extern pthread_mutex_t lock; /* over all that follows */
extern struct faults faults;
extern struct counters counters;

/* state.c: callers hold the lock. */
struct inode *inode_of(const struct stat *st);
struct inode *inode_at(const char *path); /* NULL when there is none */
struct inode *root_inode(void);
void for_each_inode(void (*see)(struct inode *, void *), void *with);
void inode_place(struct inode *inode, const struct stat *st);
void inode_gone(struct inode *inode);
void inode_release(struct inode *inode);
void inode_forget_all(void);
void wrote(struct inode *inode, off_t from, off_t to);
void cut_to(struct inode *inode, off_t from, off_t to);
int sync_file(struct inode *inode, int fd);
int sync_range(struct inode *inode, int fd, off_t from, off_t to);
int sync_directory(struct inode *inode, int fd);
int sync_everything(void);
int durable_open(struct inode *inode, int flags);
void durable_entry(struct inode *dir, const char *name, struct inode *inode);
off_t bytes_dirty(void);
bool crosses_sector(const struct unsynced_write *write);
struct inode *tearable(struct unsynced_write *write);
off_t bytes_used(void);
const char *below(const char *path);
uint64_t draw(uint64_t *seed);

/* loss.c */
int lose(FILE *out, bool torn, uint64_t seed);

/* damage.c */
int flip(FILE *out, const char *path, uint64_t seed);
int truncate_both(FILE *out, const char *path, uint64_t seed);

/* operations.c */
struct fuse_operations;
extern const struct fuse_operations operations;

/* control.c */
int control_listen(const char *path);
void control_serve(int listener);
int control_ask(const char *path, int count, char **words);

#endif
