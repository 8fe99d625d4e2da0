"""Background work of authoring."""

from lyceum.coding import api as coding
from lyceum.kit.tasks import task


@task(queue_name="judge")
def verify_exercise(verification_id: int) -> None:
    """Hold an exercise against itself. Files that changed meanwhile are a matter of another verification."""
    from lyceum.authoring import blobs
    from lyceum.authoring.models import Verification
    from lyceum.authoring.services import verifying
    from lyceum.authoring.services.files import tree_of

    row = Verification.objects.select_related("copy").filter(pk=verification_id).first()
    if row is None or row.state == Verification.State.DONE:
        return
    tree = tree_of(row.copy)
    node = tree.activity(row.key)
    if node is None or verifying.digest_of(tree, node) != row.digest:
        verifying.finish(verification_id=verification_id, rows=None)
        return
    inside = set(tree.inside(node.folder))
    files = {path.removeprefix(node.folder): content for path, content in blobs.to_files(tree.only(inside)).items()}
    verifying.finish(verification_id=verification_id, rows=coding.verify_files(files))
