import { describe, expect, it } from 'vitest';
import { parseScpiPlace, placeText } from '../../src/cli/scpi-place.ts';

describe('a place for SCPI', () => {
  it.each([
    ['tcp:127.0.0.1:5025', { kind: 'tcp', host: '127.0.0.1', port: 5025 }],
    ['TCP:localhost:0', { kind: 'tcp', host: 'localhost', port: 0 }],
    ['tcp:[::1]:5026', { kind: 'tcp', host: '::1', port: 5026 }],
    ['tcp:0.0.0.0', { kind: 'tcp', host: '0.0.0.0', port: 5025 }],
    ['tcp:5030', { kind: 'tcp', host: '127.0.0.1', port: 5030 }],
    ['tcp:', { kind: 'tcp', host: '127.0.0.1', port: 5025 }],
    ['tcp', { kind: 'tcp', host: '127.0.0.1', port: 5025 }],
    ['/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0' }],
    ['COM3', { kind: 'serial', path: 'COM3' }],
  ])('%s', (text, place) => {
    expect(parseScpiPlace(text)).toEqual(place);
    expect(parseScpiPlace(placeText(parseScpiPlace(text)))).toEqual(place);
  });

  it.each([
    '',
    ' ',
    'tcp:127.0.0.1:',
    'tcp:127.0.0.1:x',
    'tcp:::1:5025',
    'tcp:a b:1',
    'tcp:127.0.0.1:65536',
    'tcp:99999',
  ])('%o is none, and the error says what to write', (text) => {
    expect(() => parseScpiPlace(text)).toThrow(
      expect.objectContaining({ exitCode: 2, path: '--scpi', details: [expect.stringMatching(/^write /)] }),
    );
  });
});
