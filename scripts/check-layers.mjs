#!/usr/bin/env node
// Runs dependency-cruiser and makes sure that it has really looked: a compiler that it cannot read gives it no module
// at all, and it then calls that a success.
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

const LEAST_MODULES = 100;
const LEAST_DEPENDENCIES = 300;

const options = await extractOptions('./.dependency-cruiser.cjs');
const { output } = await cruise(['src', 'boards', 'sim'], { ...options, validate: true });
const { summary, modules } = output;
const dependencies = modules.reduce((sum, module) => sum + module.dependencies.length, 0);
const own = modules.filter((module) => /^(src|boards|sim)\//.test(module.source)).length;

for (const { rule, from, to } of summary.violations) process.stderr.write(`${rule.name}: ${from} -> ${to}\n`);
const looked = own >= LEAST_MODULES && dependencies >= LEAST_DEPENDENCIES;
if (!looked) process.stderr.write(`only ${own} modules and ${dependencies} imports seen: the check is blind\n`);
process.stdout.write(`layers: ${own} modules, ${dependencies} imports, ${summary.violations.length} violations\n`);
process.exit(looked && summary.violations.length === 0 ? 0 : 1);
