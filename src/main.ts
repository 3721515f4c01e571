#!/usr/bin/env node
import { guardOutput } from './cli/guard-output.ts';
import { runUpright } from './cli/run-upright.ts';

guardOutput();
await runUpright(process.argv.slice(2));
