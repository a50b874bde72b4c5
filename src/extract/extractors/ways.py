"""In which ways extractors find what no rule decides yet: what a mention names in `rule`, with an example that it finds.

One set for each label of mentions. `tests/words/test_ways.py` runs the examples, and holds that no mention names anything else.
"""

from __future__ import annotations

from extract.words.rules import Way, Ways

Ways(
    "dates",
    Way("date_grammar", "a day, a month, a year, or several, with part of day and clock",
        "<Senin (5/6/2023) pagi>", ("months", "weekdays")),
)

Ways(
    "people",
    Way("title_name", "a title, and the name behind it", "<Bupati Alor Markus Tefbana> datang", ("offices",)),
    Way("name_title", "a name, and the title behind a comma",
        "<Markus Tefbana, Kepala Dinas Sosial Alor>, datang", ("offices",)),
    Way("title_pair", "two titles and two names, in one order",
        "<Bupati dan Wakil Bupati Alor, Markus Tefbana> dan Sari Lani", ("offices",)),
    Way("title", "a title without a name", "<Bupati Alor> datang", ("offices",)),
    Way("model_title_name", "a title that the model marks, and the name behind it",
        "<Penata Perizinan Sari Lani> datang", ("model",)),
    Way("person_entity", "the model marks a person, and no title stands there",
        "warga bernama <Markus Tefbana>", ("model",)),
)  # fmt: skip

Ways(
    "organisations",
    Way("none-tail", "a name that the table has whole", "<UNESCO> datang", ("organisations",)),
    Way("region-tail", "a head with its region", "<BPBD Kabupaten Garut> datang", ("organisations",)),
    Way("place-tail", "a head with a region, or a place of up to two words",
        "<Polsek Kamuu Utara> datang", ("organisations",)),
    Way("unit-tail", "a head with a number, a name or both", "<Kodim 0706/Temanggung> datang", ("organisations",)),
    Way("open-tail", "a head with capitalised words", "<Universitas Melati Timur> dan", ("organisations",)),
    Way("closed-tail", "a head with words of names of offices",
        "<Dinas Tenaga Kerja dan Transmigrasi> datang", ("organisations", "organisation_words")),
    Way("short-form", "a short form that the text itself gives",
        "Dinas Bina Marga (DBM) Kota Bekasi. Lalu <DBM> datang"),
    Way("ner", "the model marks an acronym where somebody works or acts", "kata anggota <KMTS>", ("model",)),
)  # fmt: skip

Ways(
    "places",
    Way("gazetteer", "the name of a region", "warga <Kabupaten Garut> datang", ("regions", "region_aliases")),
    Way("shared", "a name that a regency and a city share", "warga <Bandung> datang", ("regions",)),
    Way("trap", "a name that is a word or a name of persons too, where the release shows the region",
        "warga Kota Batu: di <Batu> ramai", ("region_traps",)),
    Way("level", "a level word and the capitalised words behind it",
        "warga <Desa Suka Maju> datang", ("local_places",)),
    Way("other", "a country, an island, a place abroad", "warga <Thailand> datang", ("other_places",)),
    Way("ner", "the model marks a place beside one that the tables know",
        "di <Panjang Wetan>, Kota Pekalongan", ("model",)),
)  # fmt: skip

Ways(
    "events",
    Way("verb_event", "a verb of what an official does, and behind it a word of events",
        "membuka <Rapat Kerja Nelayan>", ("event_actions", "event_types")),
    Way("cue_event", "a word of events behind what leads to one", "usai <Apel Siaga>", ("event-cue", "event_types")),
    Way("event_then_verb", "a word of events, and a verb right behind its name",
        "Kemarin <Rapat Kerja Nelayan> dibuka Bupati", ("event_types", "event_actions")),
    Way("event_first", "a word of events at the beginning of a sentence",
        "<Panen Raya Jagung> diikuti warga", ("event_types",)),
    Way("event_head", "a word of events, nothing more",
        "Warga ramai, lalu <Lomba Dayung Muara>.", ("event_types",)),
    Way("named_event", 'a capitalised name behind "acara" and its like',
        "<acara Sedekah Laut>, ramai", ("event-generic",)),
    Way("hosted", "what is held or attended, by its name alone", "<menggelar Kemilau Muara>", ("event_actions",)),
    Way("verb_object", "a verb of what an official does, and its object",
        "<meluncurkan logo baru>", ("event_actions",)),
    Way("subject_verb", "what was done to the subject of a passive verb",
        "<Bantuan seragam diserahkan>", ("event_actions",)),
    Way("act", "what an official did, without naming the event again", "<dibuka> Bupati", ("event_actions",)),
    Way("model", "the model marks an event", "<Kemilau Muara Timur>", ("model",)),
)  # fmt: skip

Ways(
    "venues",
    Way("online", "held by video", "<secara daring>"),
    Way("online_cue", "the same, behind a word that says it is held", "digelar <secara daring>"),
    Way("online_by_date", "the same, beside a day", "<secara daring>, Senin (5/6/2023)"),
    Way("model_after_di", 'the model marks a venue, behind "di" or "pada"', "di <Melati Timur>", ("model",)),
    Way("model", "the model marks a venue", "<Melati Timur>", ("model",)),
)  # fmt: skip

Ways(
    "stated_themes",
    Way("theme_cue", 'behind "dengan tema" and its like', 'dengan tema "<Laut Kita Kaya>"', ("theme_cues",)),
)

Ways(
    "topics",
    Way("topic-term", "a term of a topic", "<koperasi> di desa", ("topic_terms",)),
)

Ways(
    "programmes",
    Way("known", "a programme that the table knows", "<Program Keluarga Harapan>", ("programme_cues",)),
    Way("quoted", "in marks behind a word that begins names of programmes",
        'program "<Sungai Bersih>"', ("programme_cues",)),
    Way("cue", "capitalised words behind such a word", "program <Sungai Bersih> dari dinas", ("programme_cues",)),
)

Ways(
    "figures",
    Way("figure.share", "a share", "<inflasi sebesar 2,81 persen>", ("units",)),
    Way("figure.point", "points", "naik <1,02 poin>", ("units",)),
    Way("figure.money", "an amount of money", "<anggaran Rp85 juta>", ("currencies",)),
    Way("figure.measure", "a length, an area, a weight …", "<jalan sepanjang 9 kilometer>", ("units",)),
    Way("figure.time", "a length of time", "selama <tujuh tahun>", ("units",)),
    Way("figure.times", "how many times", "naik <dua kali lipat>", ("units",)),
    Way("figure.index", "a magnitude, an index", "<gempa M5,3>", ("units",)),
    Way("figure.classifier", "a count of what a classifier counts", "<14 orang> peserta", ("classifiers",)),
    Way("figure.noun", "a count of what the table knows as countable", "<220> siswa", ("classifiers",)),
    Way("figure.bare", "a number without a unit", "<skor 66,7>"),
)

Ways(
    "quotes",
    Way("headline", "behind the colon of a headline", "Bupati Alor: <Laut Harus Dijaga Bersama>\n\nLaut dijaga bersama.",
        ("offices",)),
)

Ways(
    "attendance",
    Way("attendance_cue", "a list of those present, from its cue on",
        "<turut hadir Sekda Alor Yosep Lani>", ("attendance_cues",)),
)
