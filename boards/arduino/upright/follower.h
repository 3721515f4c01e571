#pragma once

#include "table.h"

/// Moves the table after a reference that gathers speed gently. An integral learns what gravity asks for; a margin
/// bounds how hard the rest may push. The figures are those of sim/board-follower.ts, where they are explained.
class Follower {
 public:
  explicit Follower(const Table& table) : table_(table) {}

  const Outputs& outputs() const { return outputs_; }
  /// Takes the table over as it moves; from what the drive had last the board tells the rate.
  void begin(float tiltDeg, const Outputs& last);
  /// The next try pushes half as hard.
  void halveMargin() { margin_ *= 0.5f; }
  /// How far the table is behind its reference.
  float distanceDeg(float tiltDeg) const;
  /// How far the table has run ahead of it, upward.
  float aheadDeg(float tiltDeg) const { return tiltDeg - referenceDeg_; }
  void follow(uint32_t nowMs, float tiltDeg, float targetDeg, float mostDegPerSec);
  void slowDown(float tiltDeg);
  void standStill(float tiltDeg);
  /// Holds against the load until the brake has let go; `upward`: what then begins is a way up.
  bool brakeFree(uint32_t nowMs, bool upward);
  /// A duty for the moving table: it changes no faster than a body bears, whatever the angle says.
  void put(float duty);
  /// The same where it may be the start of a way up, which is never less than the first duty.
  void putFromRest(float duty);

 private:
  void moveReference(float tiltDeg, float wantedDegPerSec);

  const Table& table_;
  Outputs outputs_ = {0, false, false};
  float referenceDeg_ = 0;
  float rateDegPerSec_ = 0;
  float lagDeg_ = 0;
  float loadDuty_ = 0;
  float margin_ = 0;
  enum class Brake : uint8_t { ON, RELEASING, FREE } brake_ = Brake::ON;
  /// On its way up from rest, which has not quite begun.
  bool startsUp_ = false;
  uint32_t releasedAtMs_ = 0;
};
