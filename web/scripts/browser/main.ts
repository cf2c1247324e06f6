// What does the browser script add to a page that already works? Only what needs a script: each module looks for its own marks.
import { copyButtons } from './copy.ts'
import { passkeys } from './passkeys.ts'
import { printButtons } from './print.ts'
import { loadAgain } from './load-again.ts'
import { signOutWarning } from './sign-out-warning.ts'

copyButtons(document)
printButtons(document)
passkeys(document)
loadAgain(document)
signOutWarning(document)
