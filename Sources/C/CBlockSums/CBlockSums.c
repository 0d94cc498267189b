#include "CBlockSums.h"
