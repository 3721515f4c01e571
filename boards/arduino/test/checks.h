#pragma once

#include <math.h>
#include <stdio.h>

// A test registers itself by its title; test/boards/arduino/firmware-policy.test.ts knows each title and runs them all.

struct Test {
  const char* title;
  void (*run)();
  Test* next;
  Test(const char* named, void (*body)());
};

/// Says what failed and where; the test goes on.
void failed(const char* file, int line, const char* what, double seen);

#define JOINED_AGAIN(left, right) left##right
#define JOINED(left, right) JOINED_AGAIN(left, right)
#define TEST(title)                                                                     \
  static void JOINED(body, __LINE__)();                                                 \
  static const Test JOINED(test, __LINE__)(title, JOINED(body, __LINE__));              \
  static void JOINED(body, __LINE__)()
#define CHECK(what) ((what) ? (void)0 : failed(__FILE__, __LINE__, #what, 0))
#define CHECK_LESS(seen, most) ((seen) < (most) ? (void)0 : failed(__FILE__, __LINE__, #seen " < " #most, (double)(seen)))
#define CHECK_MORE(seen, least) ((seen) > (least) ? (void)0 : failed(__FILE__, __LINE__, #seen " > " #least, (double)(seen)))
#define CHECK_NEAR(seen, wanted, by) \
  (fabs((double)(seen) - (double)(wanted)) <= (double)(by) ? (void)0 : failed(__FILE__, __LINE__, #seen " is " #wanted, (double)(seen)))
