import { runCommand } from '@/lib/cli/arguments'
import { serve } from '@/lib/cli/serve'
import { env } from '@/lib/env'

/** `npm start`: the product. */
await runCommand(() => serve({ settings: env(), mode: 'production' }))
