#include <sqlite3.h>

// Has SQLite not count the memory it uses, which it does under one lock for all threads. To be called before anything else
// of it; later calls change nothing. In C because Swift cannot call functions with arguments of any type.
static inline void csqlite_skip_memory_statistics(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
