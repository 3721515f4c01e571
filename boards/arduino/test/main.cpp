#include "checks.h"

static Test* tests = nullptr;
static bool wellSoFar = true;

Test::Test(const char* named, void (*body)()) : title(named), run(body), next(tests) { tests = this; }

void failed(const char* file, int line, const char* what, double seen) {
  wellSoFar = false;
  printf("  %s:%d: %s, seen %g\n", file, line, what, seen);
}

/// One line `ok TITLE` or `FAIL TITLE` for each test, after what failed in it.
int main() {
  bool well = true;
  for (const Test* test = tests; test != nullptr; test = test->next) {
    wellSoFar = true;
    test->run();
    printf("%s %s\n", wellSoFar ? "ok" : "FAIL", test->title);
    well = well && wellSoFar;
  }
  return well ? 0 : 1;
}
