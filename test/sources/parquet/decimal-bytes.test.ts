import { parquetWriteBuffer } from "hyparquet-writer"
import { expect, test } from "vitest"
import { readParquet } from "./cells.js"
import { temporaryFiles } from "./temporary-files.js"

const write = temporaryFiles()

/** As many bytes as the number needs, highest first, in two's complement. */
function bytesOf(value: bigint): Uint8Array {
  let size = 1
  while (BigInt.asIntN(8 * size, value) !== value) size++
  return Uint8Array.from({ length: size }, (_, i) => Number(BigInt.asUintN(8, value >> BigInt(8 * (size - 1 - i)))))
}

test("decimals with as many bytes as each needs are read digit by digit", async () => {
  const values = [0n, 1n, -1n, 127n, 128n, -128n, -129n, 10n ** 37n, -(10n ** 37n), null, 12345n, 12345n]
  const file = parquetWriteBuffer({
    columnData: [{ name: "d", data: values.map((value) => (value === null ? null : bytesOf(value))) }],
    schema: [
      { name: "root", num_children: 1 },
      {
        name: "d",
        type: "BYTE_ARRAY",
        repetition_type: "OPTIONAL",
        logical_type: { type: "DECIMAL", precision: 38, scale: 2 },
        precision: 38,
        scale: 2,
      },
    ],
  })
  const { columns } = await readParquet(write("decimals.parquet", new Uint8Array(file)))
  expect(columns[0].storageType).toBe("decimal128(38, 2)")
  expect(columns[0].cells).toEqual(values.map((value) => (value === null ? null : String(value))))
})
