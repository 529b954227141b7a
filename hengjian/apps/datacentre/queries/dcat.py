"""The catalogue of open data as DCAT 3 in JSON-LD (W3C Recommendation of 2024-08-22)."""

from typing import Any

from hengjian.apps.datacentre.models import OpenFile

from .open_tables import every
from .opening import OpenDataset, declared, files

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
IANA = "https://www.iana.org/assignments/media-types/"
DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
PUBLISHER = {"@type": "foaf:Agent", "foaf:name": {"@value": "市场监督管理部门", "@language": "zh"}}


def catalogue(base: str) -> dict[str, Any]:
    """The whole catalogue; `base` is the address of the installation."""
    made = files()
    service = f"{base}/open-data/#api"
    datasets = [_dataset(one, base, made.get(one.id, [])) for one in every().values()]
    return {
        "@context": CONTEXT,
        "@id": f"{base}/open-data/",
        "@type": "dcat:Catalog",
        "dct:title": _both({"zh": "市场监管开放数据", "en": "Open data of market supervision"}),
        "dct:publisher": PUBLISHER,
        "dct:license": {"@id": declared()["licence"]["url"]},
        "dct:language": ["zh", "en"],
        "dcat:dataset": datasets,
        "dcat:service": {
            "@id": service,
            "@type": "dcat:DataService",
            "dct:title": "API",
            "dcat:endpointURL": {"@id": f"{base}/api/v1/datacentre/open"},
            "dcat:endpointDescription": {"@id": f"{base}/api/openapi.json"},
            "dcat:servesDataset": [{"@id": one["@id"]} for one in datasets],
        },
    }


def _both(text: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text[language], "@language": language} for language in ("zh", "en")]


def _dataset(one: OpenDataset, base: str, made: list[OpenFile]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@id": f"{base}/open-data/{one.id}/",
        "@type": "dcat:Dataset",
        "dct:identifier": one.id,
        "dct:title": _both(one.title),
        "dct:description": _both(one.about),
        "dct:publisher": PUBLISHER,
        "dct:license": {"@id": declared()["licence"]["url"]},
        "dct:accrualPeriodicity": {"@id": DAILY},
        "dct:conformsTo": one.basis,
        "dcat:keyword": list(one.keywords),
        "dcat:landingPage": {"@id": f"{base}/open-data/{one.id}/"},
        "dcat:distribution": [_distribution(row, base) for row in made],
    }
    if made:
        told["dct:modified"] = {"@value": made[0].made_at.isoformat(), "@type": "xsd:dateTime"}
    return told


def _distribution(row: OpenFile, base: str) -> dict[str, Any]:
    address = f"{base}/open-data/{row.dataset}.{row.kind}"
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": address},
        "dcat:accessURL": {"@id": f"{base}/open-data/{row.dataset}/"},
        "dcat:mediaType": {"@id": f"{IANA}{MEDIA[row.kind]}"},
        "dcat:byteSize": {"@value": str(row.size), "@type": "xsd:nonNegativeInteger"},
        "dct:modified": {"@value": row.made_at.isoformat(), "@type": "xsd:dateTime"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": row.sha256,
        },
    }
