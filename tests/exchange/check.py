"""What other programs make of the files that `check` and `fixture export` write: the published schemas of SARIF and JUnit, a
reader of brat standoff, and the converter of Label Studio.

    python3 tests/exchange/check.py [--bin target/release/onrecord] [--sarif-schema FILE] [--junit-schema FILE]

Needs the Python packages jsonschema, lxml, bioc and label-studio-sdk. The schemas are not part of this repository:
sarif-schema-2.1.0.json is published by OASIS with the standard, junit-10.xsd by Jenkins (pytest's source distribution has a copy).
What is missing is skipped with a message.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ARTICLES = os.path.join(ROOT, "fixtures", "articles")
CASES = os.path.join(ROOT, "fixtures", "cases")


def skipped(*packages):
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    if missing:
        print(f"skipped: no Python package {', '.join(missing)}")
    return bool(missing)


def logs(run, folder):
    """The check in a format: all well; below a floor; with a fixture whose gold does not stand in the text."""
    broken = os.path.join(folder, "gold & more", "Zürich <1>")
    os.makedirs(broken)
    with open(os.path.join(broken, "article.txt"), "w") as file:
        file.write("Some 40 villages & \"towns\" were flooded, mayor Ruth Adeyemi said. \u2028😀\n")
    with open(os.path.join(broken, "fixture.toml"), "w") as file:
        file.write('kinds = ["claims"]\n')
    with open(os.path.join(broken, "expected.csv"), "w") as file:
        file.write("kind,text,at,low,high,comparator,measure,unit,counted,about,event,change,part_of,flags,source,content,certainty,actor,actor_type\n")
        file.write("claim,Some 40,,41,41,about,count,village,villages,,flooded,,,,mayor,,asserted,,\nclaim,no such words,,1,1,exact,count,x,,,,,,,,,asserted,,\n")
    for form in ("sarif", "junit"):
        for name, status, arguments in (
            ("good", 0, [ARTICLES, CASES, "--gates", os.path.join(ROOT, "fixtures", "gates.toml")]),
            ("below", 1, [ARTICLES, "--floor", "claims.event=1", "--floor", "actors.found=0.5"]),
            ("broken", 2, [os.path.dirname(broken)]),
        ):
            path = os.path.join(folder, f"{name}.{form}")
            done = run("check", *arguments, "--format", form, "-o", path)
            assert done.returncode == status, (form, name, done.returncode, done.stderr)
            yield form, name, path


def schemas(run, folder, sarif, junit):
    of = {"sarif": sarif, "junit": junit}
    for form, name, path in logs(run, folder):
        if not of[form]:
            print(f"skipped: --{form}-schema is not given")
        elif form == "sarif" and not skipped("jsonschema"):
            import jsonschema

            with open(of[form]) as schema, open(path) as log:
                log = json.load(log)
                jsonschema.Draft7Validator(json.load(schema), format_checker=jsonschema.FormatChecker()).validate(log)
            print(f"SARIF, {name}: {len(log['runs'][0]['results'])} results, valid")
        elif form == "junit" and not skipped("lxml"):
            from lxml import etree

            log = etree.parse(path)
            etree.XMLSchema(etree.parse(of[form])).assertValid(log)
            print(f"JUnit, {name}: {len(log.findall('.//testcase'))} test cases, {len(log.findall('.//failure')) + len(log.findall('.//error'))} failed, valid")


def brat(run, folder):
    out = os.path.join(folder, "brat")
    assert run("fixture", "export", ARTICLES, "--to", "brat", "--into", out).returncode == 0
    names = sorted(name[:-4] for name in os.listdir(out) if name.endswith(".ann"))
    if skipped("bioc"):
        return
    from bioc import brat as reader

    entities = lines = read = 0
    for name in names:
        with open(os.path.join(out, name + ".txt"), newline="") as text, open(os.path.join(out, name + ".ann")) as marks:
            written = marks.read()
            document = reader.loads(text.read(), written, name)
        for entity in document.entities:
            words = " ".join(document.text[span.begin:span.end] for span in sorted(entity.locations))
            assert words == entity.text, (name, entity.id, words, entity.text)
        meant = [*(item.refid for item in [*document.attributes, *document.notes]), *(id for r in document.relations for id in r.arguments.values())]
        assert all(document.has_annotation_id(id) for id in meant), name
        entities += len(document.entities)
        lines += sum(1 for line in written.splitlines() if line)
        read += sum(map(len, (document.entities, document.events, document.relations, document.attributes, document.notes)))
    assert read == lines, (read, lines)
    print(f"bioc: {len(names)} articles in brat standoff, {lines} lines read, {entities} spans, all words stand at their offsets")


def label_studio(run, folder):
    if skipped("label_studio_sdk"):
        return
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    out, read = os.path.join(folder, "ls"), os.path.join(folder, "ls-read")
    assert run("fixture", "export", ARTICLES, "--to", "label-studio", "--into", out).returncode == 0
    with open(os.path.join(out, "tasks.json")) as file:
        tasks = json.load(file)
    with open(os.path.join(out, "labels.xml")) as file:
        interface = LabelInterface(file.read())
    interface.validate()
    spans = 0
    for number, task in enumerate(tasks, 1):
        task["id"] = number  # Label Studio numbers what it imports.
        assert interface.validate_task({"data": task["data"]}), task["data"]["id"]
        # It counts in UTF-16 units, as browsers do.
        text = task["data"]["text"].encode("utf-16-le")
        for annotation in task["annotations"]:
            assert interface.validate_annotation(annotation), task["data"]["id"]
            for result in annotation["result"]:
                if result["type"] == "labels":
                    value = result["value"]
                    assert text[2 * value["start"]:2 * value["end"]].decode("utf-16-le") == value["text"], value
                    spans += 1
    numbered = os.path.join(folder, "numbered.json")
    with open(numbered, "w") as file:
        json.dump(tasks, file)
    converter = Converter(os.path.join(out, "labels.xml"), out, download_resources=False)
    converter.convert_to_json_min(numbered, read, is_dir=False)
    with open(os.path.join(read, "result.json")) as file:
        results = json.load(file)
    assert len(results) == len(tasks) and sum(len(result["label"]) for result in results) == spans
    converter.convert_to_conll2003(numbered, read, is_dir=False)
    with open(os.path.join(read, "result.conll")) as file:
        begun = sum(" B-" in line for line in file)
    print(f"Label Studio: {len(tasks)} tasks valid for labels.xml, {spans} spans, all words stand at their offsets; JSON_MIN, and CoNLL with {begun} stretches")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", default="target/release/onrecord")
    parser.add_argument("--sarif-schema")
    parser.add_argument("--junit-schema")
    arguments = parser.parse_args()
    binary = os.path.abspath(arguments.bin)

    def run(*words):
        return subprocess.run([binary, "--no-config", *words], capture_output=True, text=True)

    with tempfile.TemporaryDirectory() as folder:
        schemas(run, folder, arguments.sarif_schema, arguments.junit_schema)
        brat(run, folder)
        label_studio(run, folder)


if __name__ == "__main__":
    main()
