// Do the compiler and the linter agree with the code?
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

const check = (command: string, args: readonly string[]) => {
  const done = spawnSync(`node_modules/.bin/${command}`, args, { encoding: 'utf8' })
  assert.equal(done.status, 0, `${done.stdout}\n${done.stderr}`)
}

test('types hold on the server, in pages and tests', () => check('tsc', ['--noEmit']))
test('types hold in the browser scripts', () => check('tsc', ['--noEmit', '-p', 'web/scripts']))
test('the linter finds nothing', () => check('oxlint', ['--type-aware', '--deny-warnings']))
