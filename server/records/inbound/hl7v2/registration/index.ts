// What a message says of a person: by which numbers, who it is, and what registration has to say.
export { chartOf, personIn, saidIn } from './said.ts'
export { numbersOf, retiredNumbers } from './whose.ts'
