/* The rate of this processor's time stamp counter, kHz: an emulated one reads the same counter, and a guest that measures it by
   itself on a busy machine finds a rate that is several times off. */
#include <stdio.h>
#include <time.h>
#include <x86intrin.h>

static long long now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* A pair of both clocks; the closest of some, in case this process was held up in between. */
static void both(long long *ns, unsigned long long *ticks)
{
	long long closest = 1LL << 62;

	for (int i = 0; i < 100; i++) {
		long long before = now_ns();
		unsigned long long read = __rdtsc();
		long long took = now_ns() - before;

		if (took >= closest)
			continue;
		closest = took;
		*ns = before + took / 2;
		*ticks = read;
	}
}

int main(void)
{
	struct timespec pause = { 0, 100000000 };
	long long from_ns, to_ns;
	unsigned long long from, to;

	both(&from_ns, &from);
	nanosleep(&pause, NULL);
	both(&to_ns, &to);
	printf("%lld\n", (long long)((to - from) * 1e6 / (to_ns - from_ns)));
	return 0;
}
