"""A study of a workspace in Spark, with the SQL views that the analysis itself is made from."""
import json
import os
import re
from pathlib import Path

SQL = Path(__file__).resolve().parents[1] / "src/main/resources/sql"

# Okabe and Ito's colours, which can be told apart without seeing red from green, in an order that starts dark.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999"]


class Study:
    """What a study has left: its analysis as a dictionary, its views, the queries and tables of the analysis."""

    def __init__(self, spark, workspace, name):
        self.spark = spark
        self.name = name
        self.location = f"{workspace.rstrip('/')}/{name}"
        written = spark.read.text(f"{self.location}/analysis/analysis.json", wholetext=True)
        self.analysis = json.loads(written.first()[0])
        # The name of a file cannot be asked for through a view: it is a column of this one.
        telemetry = spark.read.parquet(f"{self.location}/telemetry")
        telemetry.selectExpr("*", "_metadata.file_name AS file_name").createOrReplaceTempView("telemetry_files")
        for statement in self._statements():
            spark.sql(statement)
        spark.catalog.cacheTable("committed_runs")

    def sql(self, text, **arguments):
        """Runs a query on the views; `:name` in it is an argument."""
        return self.spark.sql(text, arguments).toPandas()

    def query(self, name, **arguments):
        """Runs a query that is shipped with the analysis."""
        return self.sql((SQL / f"{name}.sql").read_text(encoding="utf-8"), **arguments)

    def table(self, name):
        """Reads a table that the analysis has written: run_summary or phase_summary."""
        return self.spark.read.parquet(f"{self.location}/analysis/{name}").toPandas()

    def experiment(self, key):
        """What the analysis says of one experiment."""
        return next(one for one in self.analysis["experiments"] if one["id"] == key)

    def labels(self):
        """The experiments' labels by their ids, in the order of the study."""
        return {one["id"]: one["label"] for one in self.analysis["experiments"]}

    def _statements(self):
        text = _text("study_files") + ";" + _text("views")
        text = text.replace("{study}", self.location.replace("'", "\\'"))
        text = text.replace("{run_record_columns}", _text("run_record_columns"))
        return [statement for statement in map(str.strip, text.split(";")) if statement]


def _text(name):
    """A shipped SQL file without its comments."""
    return re.sub("(?m)^--.*$", "", (SQL / f"{name}.sql").read_text(encoding="utf-8"))


def open_study(workspace, name):
    """Opens a study with a Spark of this machine, whose size RUNVAR_MASTER may say."""
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.appName("runvar notebook")
        .master(os.environ.get("RUNVAR_MASTER", "local[*]"))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.execution.arrow.pyspark.enabled", "false")
        .config("spark.sql.debug.maxToStringFields", "2000")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return Study(spark, workspace, name)
