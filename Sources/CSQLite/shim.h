// What Swift cannot call: variadic functions.
#ifndef ROOST_CSQLITE_SHIM_H
#define ROOST_CSQLITE_SHIM_H

#include <sqlite3.h>

// Memory is no longer counted, for which all connections wait for one lock at each allocation. To be called before the
// first connection is opened; later it changes nothing.
static inline void roost_sqlite_without_statistics(void) { (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

#endif
