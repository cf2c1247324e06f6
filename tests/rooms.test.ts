// Does every import go the way that server/rooms.ts allows?
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { rooms } from '../server/rooms.ts'

const imported = (text: string): string[] => [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const outsiders = ['#parts', '#words', '#pages']

test('a room uses only the doors it is allowed, and only rooms above it', () => {
  const wrong: string[] = []
  rooms.forEach((room, at) => {
    for (const use of room.uses) {
      if (!rooms.slice(0, at).some((above) => above.doors.includes(use))) wrong.push(`${room.name} may use ${use}, which is not above it`)
    }
    for (const file of globSync(`${room.folder}/**/*.{ts,tsx}`).filter((one) => !isTest(one))) {
      for (const from of imported(readFileSync(file, 'utf8'))) {
        if (from.startsWith('#') && !room.uses.includes(from) && !(outsiders.includes(from) && from === '#words')) wrong.push(`${file} uses ${from}`)
        if (from.startsWith('.') && from.includes('/server/')) wrong.push(`${file} reaches ${from}`)
      }
    }
  })
  assert.deepEqual(wrong, [])
})

test('no file reaches into a room past its door', () => {
  const wrong: string[] = []
  const inside = (file: string) => rooms.find((room) => file.startsWith(`${room.folder}/`))?.name
  for (const file of globSync('{server,web,words,contract,demo,tests,bench}/**/*.{ts,tsx}')) {
    const folder = file.split('/').slice(0, -1)
    for (const from of imported(readFileSync(file, 'utf8')).filter((one) => one.startsWith('.'))) {
      const target = [...folder, ...from.split('/')].reduce<string[]>((path, part) => (part === '..' ? path.slice(0, -1) : part === '.' ? path : [...path, part]), []).join('/')
      const room = inside(target)
      if (room !== undefined && room !== inside(file) && !isTest(file) && !file.startsWith('tests/') && !file.startsWith('bench/')) wrong.push(`${file} → ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('raw records have one reader and one writer', () => {
  const users = (door: string) => rooms.filter((room) => room.uses.includes(door)).map((room) => room.name)
  assert.deepEqual(users('#store/in'), ['inbound'])
  assert.deepEqual(users('#store/out'), ['release'])
  assert.deepEqual(users('#release/out'), ['chart'])
})

test('pages reach rooms only through the house they are handed', () => {
  const allowed = ['#web', '#parts', '#words', '#kernel', '#accounts', '#identity', '#chart', '#access', '#directory', '#audit', '#export', '#notices', '#patients', '#inbound/sources']
  const wrong: string[] = []
  for (const file of globSync('web/**/*.{ts,tsx}').filter((one) => !isTest(one))) {
    for (const from of imported(readFileSync(file, 'utf8'))) if (from.startsWith('#') && !allowed.includes(from)) wrong.push(`${file} uses ${from}`)
  }
  assert.deepEqual(wrong, [])
})
