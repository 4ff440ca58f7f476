import { format } from "prettier"
import ts from "typescript"

/** A JSON Schema as far as the types of a report need it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  enum?: (string | number | boolean | null)[]
  const?: string | number | boolean
  anyOf?: Schema[]
  items?: Schema | Schema[]
  minItems?: number
  maxItems?: number
  properties?: Record<string, Schema>
  additionalProperties?: Schema
  required?: string[]
}

export interface ReportSchema extends Schema {
  $schema: string
  $id: string
  title: string
  definitions: Record<string, Schema>
}

const source = "src/model.ts"

/** draft 7 of the type `Report` in src/model/report.ts: its fields, those it may leave out, its closed lists of words, its docstrings. */
export function reportSchema(): ReportSchema {
  const program = ts.createProgram([source], { strict: true, target: ts.ScriptTarget.ES2022, types: [] })
  const files = program.getSourceFiles().filter(({ fileName }) => fileName.includes("src/model"))
  const types = new Types(files, program.getTypeChecker())
  types.refer("Report")
  const { Report: report, ...definitions } = types.definitions
  for (const name of leftOutWhereNull) leaveOutNulls(definitions[name])
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "urn:driftcheck:report:2",
    title: "driftcheck report",
    ...report,
    definitions,
  }
}

/** Types of which files beyond 60 columns leave out what is null (src/report/json/dense.ts). */
const leftOutWhereNull = ["Measurement", "ColumnSummary"]

/** Needs no field any more that may be null. */
function leaveOutNulls(schema: Schema): void {
  const mayBeNull = ({ type, enum: words, anyOf = [] }: Schema): boolean =>
    [type].flat().includes("null") || words?.includes(null) === true || anyOf.some(mayBeNull)
  schema.required = (schema.required ?? []).filter((field) => !mayBeNull(schema.properties?.[field] ?? {}))
}

/** As the file holds it. */
export function schemaText(schema: ReportSchema): Promise<string> {
  return format(JSON.stringify(schema), { parser: "json", printWidth: 120 })
}

/** Turns the declarations of these files into schemas, each named type once. */
class Types {
  readonly definitions: Record<string, Schema> = {}
  readonly #named: Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>

  constructor(
    files: readonly ts.SourceFile[],
    readonly checker: ts.TypeChecker,
  ) {
    const declared = files
      .flatMap(({ statements }) => Array.from(statements))
      .filter((statement) => ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    this.#named = new Map(declared.map((declaration) => [declaration.name.text, declaration]))
  }

  /** A reference to a named type, which is defined with it. */
  refer(name: string): Schema {
    const declaration = this.#named.get(name)
    if (declaration === undefined) throw new Error(`${source} has no type ${name}`)
    if (!(name in this.definitions)) {
      this.definitions[name] = {} // Taken, so that a type may hold itself.
      const schema = ts.isInterfaceDeclaration(declaration)
        ? this.#object(this.#members(declaration).filter(({ type }) => type?.kind !== ts.SyntaxKind.UndefinedKeyword))
        : this.#of(declaration.type)
      this.definitions[name] = { ...described(declaration), ...schema }
    }
    return { $ref: `#/definitions/${name}` }
  }

  /** The fields of an interface after those of what it extends. */
  #members(declaration: ts.InterfaceDeclaration): ts.PropertySignature[] {
    const parents = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
      types.flatMap(({ expression }) => {
        const parent = this.#named.get(expression.getText())
        if (parent === undefined || !ts.isInterfaceDeclaration(parent))
          throw new Error(`cannot extend ${expression.getText()}`)
        return this.#members(parent)
      }),
    )
    return [...parents, ...declaration.members.filter(ts.isPropertySignature)]
  }

  /** More fields may join, so others are allowed. */
  #object(members: readonly ts.PropertySignature[]): Schema {
    const fields = members.map((member) => [member.name.getText(), { ...this.#field(member) }] as const)
    const required = members.filter((member) => member.questionToken === undefined)
    return {
      type: "object",
      properties: Object.fromEntries(fields),
      required: required.map((member) => member.name.getText()),
    }
  }

  #field(member: ts.PropertySignature): Schema {
    if (member.type === undefined) throw new Error(`${member.name.getText()} has no type`)
    const schema = this.#of(member.type)
    // In draft 7, what stands beside $ref is passed over.
    const told = described(member)
    return "$ref" in schema && told.description !== undefined ? { ...told, anyOf: [schema] } : { ...told, ...schema }
  }

  #of(node: ts.TypeNode): Schema {
    if (ts.isParenthesizedTypeNode(node)) return this.#of(node.type)
    if (ts.isUnionTypeNode(node)) return union(node.types.map((type) => this.#of(type)))
    if (ts.isArrayTypeNode(node)) return { type: "array", items: this.#of(node.elementType) }
    if (ts.isTypeLiteralNode(node)) return this.#object(node.members.filter(ts.isPropertySignature))
    if (ts.isTupleTypeNode(node)) {
      const items = node.elements.map((element) => this.#of(element))
      return { type: "array", items, minItems: items.length, maxItems: items.length }
    }
    if (ts.isTypeReferenceNode(node)) {
      const [, value] = node.typeArguments ?? []
      if (node.typeName.getText() === "Record") return { type: "object", additionalProperties: this.#of(value) }
      return this.refer(node.typeName.getText())
    }
    return this.#plain(this.checker.getTypeFromTypeNode(node), node)
  }

  /** What is left: words, numbers, null, and what is looked up in another type, as `CheckMeta["unit"]`. */
  #plain(type: ts.Type, node: ts.TypeNode): Schema {
    if (type.isUnion() && !(type.flags & ts.TypeFlags.Boolean))
      return union(type.types.map((each) => this.#plain(each, node)))
    if (type.isStringLiteral() || type.isNumberLiteral()) return { enum: [type.value] }
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { enum: [this.checker.typeToString(type) === "true"] }
    const names: [ts.TypeFlags, string][] = [
      [ts.TypeFlags.String, "string"],
      [ts.TypeFlags.Number, "number"],
      [ts.TypeFlags.Boolean, "boolean"],
      [ts.TypeFlags.Null, "null"],
    ]
    const found = names.find(([flag]) => type.flags & flag)
    if (found === undefined) throw new Error(`no schema for ${node.getText()}`)
    return { type: found[1] }
  }
}

/** One schema for several: words join into one list, plain types into one, and the rest stand side by side. */
function union(schemas: readonly Schema[]): Schema {
  const words = schemas.flatMap((schema) => schema.enum ?? [])
  const plain = schemas.filter(({ type }) => typeof type === "string")
  const types = plain.map(({ type }) => type as string)
  const simple = plain.every((schema) => Object.keys(schema).length === 1)
  if (words.length > 0 && types.every((type) => type === "null") && plain.length + words.length >= schemas.length)
    if (schemas.every((schema) => schema.enum !== undefined || schema.type === "null"))
      return { enum: types.length > 0 ? [...words, null] : words }
  if (simple && plain.length === schemas.length) return { type: types }
  if (plain.length === schemas.length && types.length === 2 && types.includes("null")) {
    const other = plain.find(({ type }) => type !== "null")
    return { ...other, type: types }
  }
  return { anyOf: [...schemas] }
}

/** The docstring, on one line. */
function described(node: ts.Node): Schema {
  const text = ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
    .join(" ")
    .replace(/\s+/g, " ")
    .trim()
  return text === "" ? {} : { description: text }
}
