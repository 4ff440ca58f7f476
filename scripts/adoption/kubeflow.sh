python3 -m venv .venv
.venv/bin/pip install --quiet kfp
cp "$RECIPES/kubeflow/component.yaml" .
.venv/bin/python - 2>log.txt <<'PYTHON'
from kfp import compiler, components, dsl

drift = components.load_component_from_file("component.yaml")


@dsl.pipeline(name="nightly")
def nightly():
    reference = dsl.importer(artifact_uri="gs://models/reference.parquet", artifact_class=dsl.Dataset)
    current = dsl.importer(artifact_uri="gs://models/today.parquet", artifact_class=dsl.Dataset)
    drift(reference=reference.output, current=current.output)


compiler.Compiler().compile(nightly, "nightly.yaml")
PYTHON
grep -A 6 'container:' nightly.yaml | head -n 7
