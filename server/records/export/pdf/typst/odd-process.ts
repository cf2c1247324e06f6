// What if a process does not do its work? The crew's tests run this one: it obeys, dies, hangs, or never starts well.

process.on('message', (message: { id: number; order: string }) => {
  if (message.order === 'die') process.exit(3)
  if (message.order === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  const seen = { order: message.order, secrets: Object.keys(process.env).filter((name) => name !== 'NODE_CHANNEL_FD' && name !== 'NODE_CHANNEL_SERIALIZATION_MODE'), pid: process.pid }
  process.send?.({ id: message.id, reply: seen })
})
process.on('disconnect', () => process.exit(0))
