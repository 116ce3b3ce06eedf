type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear sRGB. */
const DEFICIENCIES: Readonly<Record<string, Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
const NORMAL: Matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]
export const visions: readonly (readonly [string, Matrix])[] = [['normal', NORMAL], ...Object.entries(DEFICIENCIES)]

export function linearRgb(colour: string): Triple {
  const digits = /^#([0-9a-f]{6})$/.exec(colour)?.[1]
  if (digits === undefined) throw new Error(`not a colour: ${colour}`)
  const read = (start: number) => {
    const share = Number.parseInt(digits.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return [read(0), read(2), read(4)]
}

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  const row = ([a, b, c]: Triple) => a * x + b * y + c * z
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])]
}

/** Ottosson's OKLab of linear sRGB; what a simulation pushes out of the gamut is clipped. */
function oklab(rgb: Triple): Triple {
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    [clip(rgb[0]), clip(rgb[1]), clip(rgb[2])],
  )
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  )
}

/** The smallest OKLab distance, times 100, between any two of the colours as an eye of this kind sees them. */
export function leastDistance(colours: readonly string[], vision: Matrix): number {
  const seen = colours.map((colour) => oklab(times(vision, linearRgb(colour))))
  const distances = seen.flatMap((a, index) =>
    seen.slice(index + 1).map((b) => 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
  )
  return Math.min(...distances)
}
