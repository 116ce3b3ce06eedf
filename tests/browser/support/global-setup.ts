import { startSites } from '@/tests/browser/support/sites'

/** Starts the sites under test; what it returns stops them after the last test. */
export default function setUp(): Promise<() => Promise<void>> {
  return startSites()
}
