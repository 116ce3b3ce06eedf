// The library of the Frictionless project has no types of its own; this is what the tests use of it.
declare module 'datapackage' {
  interface Resource {
    read(options: { readonly keyed: boolean }): Promise<readonly Readonly<Record<string, unknown>>[]>
  }
  export class Package {
    static load(descriptor: unknown, options: { readonly basePath: string }): Promise<Package>
    readonly valid: boolean
    readonly errors: readonly Error[]
    readonly resources: readonly Resource[]
  }
}
