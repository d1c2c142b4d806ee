#pragma once
#include <stddef.h>

/// The archive of the web UI that script/web packed before this was compiled; empty when it had not.
const unsigned char *roost_web_archive(void);
size_t roost_web_archive_size(void);
