#include "WebAssets.h"

// Put into the program by the compiler itself, so that one file is all that is installed, at no cost at compile time.
#pragma clang diagnostic ignored "-Wc23-extensions"
#if __has_embed("../../web/dist/archive.bin")
static const unsigned char archive[] = {
#embed "../../web/dist/archive.bin"
};
static const size_t size = sizeof archive;
#else
static const unsigned char archive[1] = {0};
static const size_t size = 0;
#endif

const unsigned char *roost_web_archive(void) { return archive; }
size_t roost_web_archive_size(void) { return size; }
