// Why is a backup not made, or not restored? One sentence for the operator; nothing was written.

export class BackupRefused extends Error {
  constructor(because: string) {
    super(because)
    this.name = 'BackupRefused'
  }
}
