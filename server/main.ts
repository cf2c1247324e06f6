// How does Portico start? `npm start` comes here.
import { ConfigError } from '#kernel'
import { serve } from './serve.ts'

try {
  await serve()
} catch (error) {
  console.error(error instanceof ConfigError ? `Portico does not start: ${error.message}` : error)
  process.exit(1)
}
