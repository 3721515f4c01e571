// What the tests use of vitest, on Node's own runner: loading vitest takes an emulated processor a minute.
import * as nodeTest from 'node:test';
import { chai, JestAsymmetricMatchers, JestChaiExpect } from '@vitest/expect';

chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const { describe, it } = nodeTest;
export const beforeAll = nodeTest.before;
export const afterAll = nodeTest.after;

// Node hands a hook its context, and takes what it returns for a promise to wait for, as vitest does.
export const beforeEach = (hook) => nodeTest.beforeEach(() => hook());
export const afterEach = (hook) => nodeTest.afterEach(() => hook());

export const expect = (value, message) => chai.expect(value, message);
expect.objectContaining = (...args) => chai.expect.objectContaining(...args);
expect.stringContaining = (...args) => chai.expect.stringContaining(...args);
expect.any = (...args) => chai.expect.any(...args);
