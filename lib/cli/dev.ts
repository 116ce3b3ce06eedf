import { runCommand } from '@/lib/cli/arguments'
import { serve } from '@/lib/cli/serve'
import { env } from '@/lib/env'

/** `npm run dev`: the product with hot reload. */
await runCommand(() => serve({ settings: env(), mode: 'development' }))
