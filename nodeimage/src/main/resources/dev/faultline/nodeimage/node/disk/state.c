/* What is durable: inodes by their number in the volatile tree, their unsynced ranges and their durable names. */
#include "disk.h"

#define BUCKETS 4096

int volatile_dir, durable_dir;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
struct faults faults;
struct counters counters;

static struct inode *buckets[BUCKETS];
static unsigned long last_id;
static uint64_t last_write;

const char *below(const char *path) {
    path += path[0] == '/';
    return path[0] != 0 ? path : ".";
}

/* splitmix64 */
uint64_t draw(uint64_t *seed) {
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void mark(struct inode *inode, off_t from, off_t to);

static void *allocated(void *memory) {
    if (memory == NULL) {
        fprintf(stderr, "faultline-disk: out of memory\n");
        abort();
    }
    return memory;
}

struct inode *inode_of(const struct stat *st) {
    struct inode **bucket = &buckets[st->st_ino % BUCKETS];
    for (struct inode *inode = *bucket; inode != NULL; inode = inode->chain)
        if (inode->ino == st->st_ino)
            return inode;
    struct inode *inode = allocated(calloc(1, sizeof *inode));
    inode->ino = st->st_ino;
    inode->id = ++last_id;
    inode->mode = st->st_mode;
    inode->uid = st->st_uid;
    inode->gid = st->st_gid;
    inode->chain = *bucket;
    *bucket = inode;
    if (S_ISREG(st->st_mode) && st->st_size > 0)
        mark(inode, 0, st->st_size); /* there before the mount: nothing of it is known to be durable */
    return inode;
}

/* A durable inode is in the volatile tree again, under this number. */
void inode_place(struct inode *inode, const struct stat *st) {
    inode->ino = st->st_ino;
    inode->gone = false;
    inode->chain = buckets[st->st_ino % BUCKETS];
    buckets[st->st_ino % BUCKETS] = inode;
}

struct inode *inode_at(const char *path) {
    struct stat st;
    return fstatat(volatile_dir, below(path), &st, AT_SYMLINK_NOFOLLOW) == 0 ? inode_of(&st) : NULL;
}

struct inode *root_inode(void) {
    return inode_at("/");
}

void for_each_inode(void (*see)(struct inode *, void *), void *with) {
    for (int i = 0; i < BUCKETS; i++)
        for (struct inode *inode = buckets[i]; inode != NULL; inode = inode->chain)
            see(inode, with);
}

static void forget_ranges(struct inode *inode) {
    while (inode->dirty != NULL) {
        struct range *range = inode->dirty;
        inode->dirty = range->next;
        free(range);
    }
    inode->write_count = 0;
}

static void forget_entries(struct inode *inode);

static void durable_name(char *name, size_t size, const struct inode *inode) {
    snprintf(name, size, "%lu", inode->id);
}

/* An inode without any name or handle is no more; its number may be another's next. */
static void forget(struct inode *inode) {
    forget_ranges(inode);
    forget_entries(inode);
    char name[32];
    durable_name(name, sizeof name, inode);
    unlinkat(durable_dir, name, 0);
    free(inode->target);
    free(inode);
}

static void unchain(struct inode *inode) {
    struct inode **at = &buckets[inode->ino % BUCKETS];
    while (*at != NULL && *at != inode)
        at = &(*at)->chain;
    if (*at == inode)
        *at = inode->chain;
    inode->ino = 0;
}

static void settle(struct inode *inode) {
    if (!inode->gone || inode->opens > 0)
        return;
    if (inode->ino != 0)
        unchain(inode);
    if (inode->names == 0)
        forget(inode);
}

static void forget_entries(struct inode *inode) {
    while (inode->entries != NULL) {
        struct entry *entry = inode->entries;
        inode->entries = entry->next;
        entry->inode->names--;
        if (entry->inode != inode)
            settle(entry->inode);
        free(entry->name);
        free(entry);
    }
}

void inode_gone(struct inode *inode) {
    inode->gone = true;
    settle(inode);
}

void inode_release(struct inode *inode) {
    inode->opens--;
    settle(inode);
}

/* Before the volatile tree is made anew: numbers mean nothing any more, but what durable names lead to stays. */
void inode_forget_all(void) {
    for (int i = 0; i < BUCKETS; i++)
        while (buckets[i] != NULL) {
            struct inode *inode = buckets[i];
            buckets[i] = inode->chain;
            inode->ino = 0;
            inode->gone = true;
            forget_ranges(inode);
            if (inode->names == 0)
                forget(inode);
        }
}

/* Adds a range and merges it with those that it meets. */
static void mark(struct inode *inode, off_t from, off_t to) {
    struct range **at = &inode->dirty;
    while (*at != NULL && (*at)->to < from)
        at = &(*at)->next;
    while (*at != NULL && (*at)->from <= to) {
        struct range *met = *at;
        from = met->from < from ? met->from : from;
        to = met->to > to ? met->to : to;
        *at = met->next;
        free(met);
    }
    struct range *range = allocated(malloc(sizeof *range));
    range->from = from;
    range->to = to;
    range->next = *at;
    *at = range;
}

void wrote(struct inode *inode, off_t from, off_t to) {
    if (from >= to)
        return;
    mark(inode, from, to);
    if (inode->write_count == WRITES_KEPT)
        memmove(inode->writes, inode->writes + 1, sizeof inode->writes[0] * --inode->write_count);
    inode->writes[inode->write_count++] = (struct unsynced_write){from, to, ++last_write};
}

/* The file was cut from FROM to TO bytes: what may grow there again is zeros. */
void cut_to(struct inode *inode, off_t from, off_t to) {
    if (to < from)
        mark(inode, to, from);
    inode->write_count = 0;
}

int durable_open(struct inode *inode, int flags) {
    char name[32];
    durable_name(name, sizeof name, inode);
    return openat(durable_dir, name, flags | O_CLOEXEC, 0600);
}

static int copy(int from, int to, off_t at, off_t end) {
    char buffer[1 << 16];
    while (at < end) {
        size_t want = (size_t)(end - at) < sizeof buffer ? (size_t)(end - at) : sizeof buffer;
        ssize_t got = pread(from, buffer, want, at);
        if (got <= 0)
            return got < 0 ? -errno : 0;
        if (pwrite(to, buffer, got, at) != got)
            return -EIO;
        at += got;
    }
    return 0;
}

int sync_file(struct inode *inode, int fd) {
    struct stat st;
    if (fstat(fd, &st) != 0)
        return -errno;
    if (inode->dirty == NULL && inode->durable_size == st.st_size)
        return 0;
    int durable = durable_open(inode, O_RDWR | O_CREAT);
    if (durable < 0)
        return -errno;
    int failed = 0;
    for (struct range *range = inode->dirty; range != NULL && !failed; range = range->next)
        failed = copy(fd, durable, range->from, range->to < st.st_size ? range->to : st.st_size);
    if (!failed && ftruncate(durable, st.st_size) != 0)
        failed = -errno;
    close(durable);
    if (!failed) {
        inode->durable_size = st.st_size;
        forget_ranges(inode);
    }
    return failed;
}

/* A write through O_SYNC or O_DSYNC: only its own bytes, and the size if it grew. The range stays marked, which is harmless. */
int sync_range(struct inode *inode, int fd, off_t from, off_t to) {
    int durable = durable_open(inode, O_RDWR | O_CREAT);
    if (durable < 0)
        return -errno;
    int failed = copy(fd, durable, from, to);
    close(durable);
    if (to > inode->durable_size)
        inode->durable_size = to;
    return failed;
}

void durable_entry(struct inode *dir, const char *name, struct inode *inode) {
    struct entry *entry = allocated(malloc(sizeof *entry));
    entry->name = allocated(strdup(name));
    entry->inode = inode;
    entry->next = dir->entries;
    inode->names++;
    dir->entries = entry;
}

static void remember_target(struct inode *inode, int fd, const char *name) {
    if (S_ISLNK(inode->mode) && inode->target == NULL) {
        char target[4096];
        ssize_t length = readlinkat(fd, name, target, sizeof target - 1);
        target[length < 0 ? 0 : length] = 0;
        inode->target = allocated(strdup(target));
    }
}

int sync_directory(struct inode *inode, int fd) {
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again < 0 ? NULL : fdopendir(again);
    if (dir == NULL)
        return -errno;
    struct inode before = {.entries = inode->entries};
    inode->entries = NULL;
    for (struct dirent *at; (at = readdir(dir)) != NULL;) {
        struct stat st;
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0
            || fstatat(fd, at->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        struct inode *child = inode_of(&st);
        remember_target(child, fd, at->d_name);
        durable_entry(inode, at->d_name, child);
    }
    closedir(dir);
    forget_entries(&before);
    return 0;
}

static int sync_below(int fd) {
    struct stat st;
    int failed = fstat(fd, &st) != 0 ? -errno : sync_directory(inode_of(&st), fd);
    int again = failed ? -1 : openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again < 0 ? NULL : fdopendir(again);
    if (dir == NULL)
        return failed ? failed : -errno;
    for (struct dirent *at; !failed && (at = readdir(dir)) != NULL;) {
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0
            || fstatat(fd, at->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0
            || !(S_ISDIR(st.st_mode) || S_ISREG(st.st_mode)))
            continue;
        int child = openat(fd, at->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        if (child < 0) {
            failed = -errno;
        } else {
            struct inode *inode = inode_of(&st);
            failed = S_ISDIR(st.st_mode) ? sync_below(child) : sync_file(inode, child);
            close(child);
        }
    }
    closedir(dir);
    return failed;
}

int sync_everything(void) {
    return sync_below(volatile_dir);
}

static void add_dirty(struct inode *inode, void *sum) {
    if (!inode->gone)
        for (struct range *range = inode->dirty; range != NULL; range = range->next)
            *(off_t *)sum += range->to - range->from;
}

off_t bytes_dirty(void) {
    off_t sum = 0;
    for_each_inode(add_dirty, &sum);
    return sum;
}

bool crosses_sector(const struct unsynced_write *write) {
    return (write->from / SECTOR + 1) * SECTOR < write->to;
}

struct search {
    struct inode *inode;
    struct unsynced_write write;
};

static void last_tearable(struct inode *inode, void *with) {
    struct search *search = with;
    if (inode->gone || inode->names == 0)
        return;
    for (int i = 0; i < inode->write_count; i++)
        if (crosses_sector(&inode->writes[i])
            && (search->inode == NULL || inode->writes[i].number > search->write.number)) {
            search->inode = inode;
            search->write = inode->writes[i];
        }
}

/* The file that has the last unsynced write of more than a sector and a durable name, and that write; NULL without any. */
struct inode *tearable(struct unsynced_write *write) {
    struct search search = {0};
    for_each_inode(last_tearable, &search);
    *write = search.write;
    return search.inode;
}

static off_t used_below(int fd) {
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again < 0 ? NULL : fdopendir(again);
    off_t sum = 0;
    if (dir == NULL)
        return 0;
    for (struct dirent *at; (at = readdir(dir)) != NULL;) {
        struct stat st;
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0
            || fstatat(fd, at->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISREG(st.st_mode))
            sum += st.st_size;
        int child = S_ISDIR(st.st_mode) ? openat(fd, at->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
        if (child >= 0) {
            sum += used_below(child);
            close(child);
        }
    }
    closedir(dir);
    return sum;
}

off_t bytes_used(void) {
    return used_below(volatile_dir);
}
