/**
 * Loaded into every program before its own code. A program ends in its own way when the channel to the supervisor closes, but
 * it may not be listening yet when the supervisor is killed; then this ends it.
 */
const patienceMs = 4_000

process.once('disconnect', () => setTimeout(() => process.exit(1), patienceMs).unref())
// Listening keeps the channel open and the program alive; a program that has nothing left to do may end all the same.
process.channel?.unref()
