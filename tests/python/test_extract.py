"""One text to its record, and what the class says when something is wrong."""

import datetime
import json
import pickle
import threading
import time

import pytest

import onrecord

TEXT = "Over 1,100 soldiers were killed or wounded, the Defence Ministry said.\n\n“Rescuers are 👍,” said Ana Núñez, who counted 40 boats."


def test_the_record_is_that_of_the_program(extractor, articles, articles_file, program):
    written = [json.loads(line) for line in program("scan", articles_file, "--format", "jsonl").splitlines()]
    assert [extractor.extract(text, id=name) for name, text in articles] == written


def test_offsets_are_those_of_the_python_string(extractor):
    record = extractor.extract(TEXT)
    mentions = [m for a in record["actors"] for m in a["mentions"]]
    assert len(record["claims"]) == 2 and len(mentions) >= 2
    for found in record["claims"] + mentions:
        assert TEXT[found["start"] : found["end"]] == found["text"]


def test_id_date_and_title_are_carried(extractor):
    record = extractor.extract(TEXT, "d1", datetime.date(2024, 12, 23), "A headline")
    assert (record["doc"], record["date"], record["title"]) == ("d1", "2024-12-23", "A headline")
    assert extractor.extract(TEXT, date="Mon, 23 Dec 2024")["date"] == "2024-12-23"
    nameless = extractor.extract("")
    assert (nameless["doc"], nameless["date"], nameless["claims"]) == ("", None, [])


def test_it_may_be_shared_between_threads(extractor):
    expected = extractor.extract(TEXT)
    got = []
    threads = [threading.Thread(target=lambda: got.extend(extractor.extract(TEXT) for _ in range(20))) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(got) == 80 and all(r == expected for r in got)


def test_faults_are_python_errors(extractor, tmp_path):
    with pytest.raises(ValueError, match="32 MB"):
        extractor.extract("a" * (33 << 20))
    with pytest.raises(UnicodeEncodeError):
        extractor.extract("\udc80")
    with pytest.raises(OSError, match="no-such-folder"):
        onrecord.Extractor(tmp_path / "no-such-folder")
    with pytest.raises(ValueError, match=r"titles\.csv:2"):
        onrecord.Extractor({"titles.csv": "entry,kind,gender\nA,b,c,d,e\n"})
    with pytest.raises(ValueError, match="threads"):
        onrecord.Extractor(threads=0)
    with pytest.raises(TypeError):
        pickle.dumps(extractor)


def test_a_lexicon_is_a_folder_or_its_contents(tmp_path):
    content = "entry,kind,gender\nGrandmufti,religious,\n"
    (tmp_path / "titles.csv").write_text(content)
    text = "Grandmufti Selim Okanru said 12 people were hurt."
    plain, folder, given = (onrecord.Extractor(x).extract(text) for x in (None, tmp_path, {"titles.csv": content}))
    assert folder == given != plain
    roles = [role for actor in folder["actors"] for role in actor["roles"]]
    assert "Grandmufti" in roles


def test_the_interpreter_goes_on_while_texts_are_analysed(articles):
    """Another Python thread is not kept waiting."""
    extractor = onrecord.Extractor(threads=1)
    texts = [text for _, text in articles] * 40
    job = threading.Thread(target=extractor.extract_table, args=[texts])
    start = last = time.perf_counter()
    job.start()
    longest = 0.0
    while job.is_alive():
        time.sleep(0.001)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert longest < (last - start) / 2
