#!/usr/bin/env node
// Files that the built program reads and the compiler does not copy: the pin map and the board's images.
import { cpSync, existsSync, mkdirSync } from 'node:fs';

mkdirSync('dist/boards/arduino', { recursive: true });
cpSync('boards/arduino/pins.json', 'dist/boards/arduino/pins.json');
if (existsSync('boards/arduino/firmware')) {
  cpSync('boards/arduino/firmware', 'dist/boards/arduino/firmware', { recursive: true });
}
