#define _GNU_SOURCE
#include "CConfinedWorker.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SOCKET_DESCRIPTOR = 3, JOURNAL_DESCRIPTOR = 4 };

struct CWorkerJournal {
  uint64_t number;
  uint64_t results_before;
  uint64_t line;
  uint64_t member_length;
  uint64_t has_member;
  char member[2048];
};

/// Sets a limit, or leaves a lower one as it is; a worker that cannot be limited does not run.
static void limit(int resource, rlim_t value) {
  struct rlimit bound;
  if (getrlimit(resource, &bound) != 0) _exit(127);
  if (bound.rlim_max != RLIM_INFINITY && bound.rlim_max < value) value = bound.rlim_max;
  bound.rlim_cur = bound.rlim_max = value;
  if (setrlimit(resource, &bound) != 0) _exit(127);
}

/// What happens between fork and exec: only calls that are safe after a fork of one thread of many.
static void become_worker(char *const arguments[], char *const environment[], int socket, int journal, int errors,
                          int parent, uint64_t memory) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // A signal to the group of processes is for the parent to answer.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  signal(SIGPIPE, SIG_DFL);
  int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  // Out of the way of the numbers that they are given.
  socket = fcntl(socket, F_DUPFD_CLOEXEC, 10);
  journal = fcntl(journal, F_DUPFD_CLOEXEC, 10);
  errors = fcntl(errors, F_DUPFD_CLOEXEC, 10);
  if (nowhere < 0 || dup2(nowhere, 0) < 0 || dup2(nowhere, 1) < 0 || dup2(errors, 2) < 0 ||
      dup2(socket, SOCKET_DESCRIPTOR) < 0 || dup2(journal, JOURNAL_DESCRIPTOR) < 0) {
    _exit(127);
  }
  close_range(JOURNAL_DESCRIPTOR + 1, ~0U, 0);
  if (chdir("/") != 0) _exit(127);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, 16);
  limit(RLIMIT_AS, memory);
  execve("/proc/self/exe", arguments, environment);
  _exit(127);
}

/// A journal in memory; -1 on failure.
static int make_journal(CWorkerJournal **journal) {
  int file = memfd_create("journal", MFD_CLOEXEC);
  if (file < 0) return -1;
  *journal = ftruncate(file, sizeof **journal) == 0
                 ? mmap(NULL, sizeof **journal, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
                 : MAP_FAILED;
  if (*journal != MAP_FAILED) return file;
  close(file);
  return -1;
}

int cworker_start(char *const arguments[], char *const environment[], uint64_t memory, CConfinedWorker *started) {
  int journal = make_journal(&started->journal);
  if (journal < 0) return errno ? errno : EIO;
  int sockets[2] = {-1, -1};
  int errors[2] = {-1, -1};
  int code = 0;
  pid_t process = -1;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0 || pipe2(errors, O_CLOEXEC | O_NONBLOCK) != 0) {
    code = errno;
  } else {
    int size = 1 << 20;
    for (int end = 0; end < 2; end++) setsockopt(sockets[end], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    pid_t parent = getpid();
    process = fork();
    if (process == 0) become_worker(arguments, environment, sockets[1], journal, errors[1], parent, memory);
    if (process < 0) code = errno;
  }
  close(journal);
  if (sockets[1] >= 0) close(sockets[1]);
  if (errors[1] >= 0) close(errors[1]);
  if (code != 0) {
    if (sockets[0] >= 0) close(sockets[0]);
    if (errors[0] >= 0) close(errors[0]);
    munmap(started->journal, sizeof *started->journal);
    return code;
  }
  started->process = process;
  started->socket = sockets[0];
  started->errors = errors[0];
  return 0;
}

int cworker_grant_seconds(const CConfinedWorker *worker, uint64_t seconds) {
  clockid_t clock;
  struct timespec used;
  if (clock_getcpuclockid(worker->process, &clock) != 0 || clock_gettime(clock, &used) != 0) return errno;
  struct rlimit bound;
  if (prlimit(worker->process, RLIMIT_CPU, NULL, &bound) != 0) return errno;
  // The kernel counts whole seconds.
  rlim_t value = (rlim_t)used.tv_sec + seconds + 1;
  bound.rlim_cur = value < bound.rlim_max ? value : bound.rlim_max;
  return prlimit(worker->process, RLIMIT_CPU, &bound, NULL) == 0 ? 0 : errno;
}

CWorkerEnd cworker_kill(const CConfinedWorker *worker) {
  CWorkerEnd end = {0, 0};
  struct rusage usage = {0};
  kill(worker->process, SIGKILL);
  while (wait4(worker->process, &end.status, 0, &usage) < 0 && errno == EINTR) {
  }
  end.peak = usage.ru_maxrss;
  return end;
}

void cworker_release(CConfinedWorker *worker) {
  close(worker->socket);
  close(worker->errors);
  munmap(worker->journal, sizeof *worker->journal);
}

CWorkerRecord cworker_last_record(const CConfinedWorker *worker) {
  const CWorkerJournal *journal = worker->journal;
  CWorkerRecord record = {journal->number, journal->results_before, journal->line, NULL, 0};
  if (!journal->has_member) return record;
  record.member = journal->member;
  record.member_length =
      journal->member_length < sizeof journal->member ? journal->member_length : sizeof journal->member;
  return record;
}

CWorkerJournal *cworker_journal(void) {
  // Lists of processes would show the name of the link to the program, “exe”.
  prctl(PR_SET_NAME, "searchctl-read");
  void *journal =
      mmap(NULL, sizeof(CWorkerJournal), PROT_READ | PROT_WRITE, MAP_SHARED, JOURNAL_DESCRIPTOR, 0);
  close(JOURNAL_DESCRIPTOR);
  return journal == MAP_FAILED ? NULL : journal;
}

void cworker_note(CWorkerJournal *journal, const CWorkerRecord *record) {
  // A death in the middle of this is one between records.
  __atomic_store_n(&journal->number, 0, __ATOMIC_SEQ_CST);
  journal->results_before = record->results_before;
  journal->line = record->line;
  journal->has_member = record->member != NULL;
  journal->member_length =
      record->member_length < sizeof journal->member ? record->member_length : sizeof journal->member;
  if (record->member != NULL) memcpy(journal->member, record->member, journal->member_length);
  __atomic_store_n(&journal->number, record->number, __ATOMIC_SEQ_CST);
}

size_t cworker_heap_size(void) {
  struct mallinfo2 info = mallinfo2();
  return info.arena + info.hblkhd;
}

void cworker_trim_heap(void) { malloc_trim(0); }

void cworker_keep_heap(size_t bytes) {
  // Pieces from here on are mapped for themselves, and given back when they are freed; the most that glibc allows.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, (int)bytes);
}
