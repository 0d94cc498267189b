#ifndef CCONFINEDWORKER_H
#define CCONFINEDWORKER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What a worker says of the record it reads, in memory that its parent can look at after its death.
typedef struct CWorkerJournal CWorkerJournal;

/// A record that a worker was reading.
typedef struct {
  /// The number of the record among all of the job, from 1; 0 between records.
  uint64_t number;
  /// The results that were made before the record was begun.
  uint64_t results_before;
  /// The line that the record begins with; 0 when it is not known.
  uint64_t line;
  /// The name of the member it is or is in, which need not end with NUL; NULL when there is none.
  const char *member;
  size_t member_length;
} CWorkerRecord;

/// A worker that runs.
typedef struct {
  pid_t process;
  /// The parent's end of a socket.
  int socket;
  /// The end of a pipe to read what the worker writes to its standard error; reading does not block.
  int errors;
  /// Shared with the worker.
  CWorkerJournal *journal;
} CConfinedWorker;

/// How a worker ended.
typedef struct {
  /// The status of waitpid.
  int status;
  /// The most memory that was in use at a time, in KiB.
  long peak;
} CWorkerEnd;

/// Starts the program that is running once more, as a worker.
///
/// It gets a socket (descriptor 3) and the journal (4), `environment` and no other descriptors, no new privileges, may
/// write no file, may use `memory` bytes of address space, and dies with the thread that started it. `arguments` and
/// `environment` end with NULL. Returns 0 or a value of errno.
int cworker_start(char *const arguments[], char *const environment[], uint64_t memory, CConfinedWorker *started);

/// Lets a worker use so many seconds of the processor from now on. Returns 0 or a value of errno.
int cworker_grant_seconds(const CConfinedWorker *worker, uint64_t seconds);

/// Kills a worker and waits for it; its other parts stay.
CWorkerEnd cworker_kill(const CConfinedWorker *worker);

/// Lets go of the descriptors and the journal of a worker that was killed.
void cworker_release(CConfinedWorker *worker);

/// The record that a dead worker was reading; its member is valid as long as the journal. The worker may have written
/// anything there: only lengths are checked.
CWorkerRecord cworker_last_record(const CConfinedWorker *worker);

/// In a worker: takes the journal over. Returns NULL when there is none.
CWorkerJournal *cworker_journal(void);

/// In a worker: says what is read now. Of a long name of a member the beginning is kept.
void cworker_note(CWorkerJournal *journal, const CWorkerRecord *record);

/// In a worker: gives up all system calls but those for memory, time, and descriptors that are open. Returns 0 or a
/// value of errno, ENOSYS where the processor is none that the filter knows.
int cworker_confine(void);

/// In a worker: the bytes of memory that were got from the system for the heap.
size_t cworker_heap_size(void);

/// In a worker: gives memory that is free back to the system.
void cworker_trim_heap(void);

/// In a worker: keeps up to so many free bytes at the end of the heap, at most 1 GiB, where the next document needs
/// them: the kernel would clear each page of them again.
void cworker_keep_heap(size_t bytes);

#endif
